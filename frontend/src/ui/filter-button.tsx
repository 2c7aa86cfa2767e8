import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cx } from "@/kit/cx";
import buttonStyles from "./button.module.css";
import styles from "./filter-button.module.css";
import { Icon } from "./icon";
import optionStyles from "./option.module.css";
import { Popover } from "./popover";

interface Props {
  name: string;
  /** What is chosen, in words; null when the filter is off. */
  chosen: string | null;
  onClear: () => void;
  className?: string;
  children: (close: () => void) => ReactNode;
}

/** A filter: dashed and named while off, filled with its choice while on. */
export function FilterButton({ name, chosen, onClear, className, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <span className={cx(styles.box, className)}>
      <Popover
        label={name}
        isOpen={isOpen}
        onOpenChange={setOpen}
        className={styles.panel}
        trigger={
          <button
            type="button"
            className={cx(buttonStyles.button, buttonStyles.small, styles.filter, chosen && styles.on)}
          >
            {!chosen && <Icon of={Plus} small />}
            {chosen ? `${name}: ${chosen}` : name}
          </button>
        }
      >
        {children(() => setOpen(false))}
      </Popover>
      {chosen && (
        <button type="button" className={styles.clear} aria-label={`Remove filter ${name}`} onClick={onClear}>
          <Icon of={X} small />
        </button>
      )}
    </span>
  );
}

interface ChoicesProps<V extends string> {
  label: string;
  options: readonly { value: V; label: ReactNode; note?: ReactNode }[];
  value: V | null;
  onChoose: (value: V) => void;
}

/** The choices inside a filter. */
export function Choices<V extends string>({ label, options, value, onChoose }: ChoicesProps<V>) {
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          className={optionStyles.option}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
          {option.note !== undefined && <span className={optionStyles.end}>{option.note}</span>}
        </button>
      ))}
      {options.length === 0 && <p className={optionStyles.heading}>Nothing to choose from yet</p>}
    </div>
  );
}
