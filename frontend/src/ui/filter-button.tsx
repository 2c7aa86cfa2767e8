import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cx } from "@/kit/cx";
import { Icon } from "./icon";
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
    <span className={cx("filterbox", className)}>
      <Popover
        label={name}
        isOpen={isOpen}
        onOpenChange={setOpen}
        className="filter-pop"
        trigger={
          <button type="button" className={cx("btn sm filter", chosen && "on")}>
            {!chosen && <Icon of={Plus} small />}
            {chosen ? `${name}: ${chosen}` : name}
          </button>
        }
      >
        {children(() => setOpen(false))}
      </Popover>
      {chosen && (
        <button type="button" className="filter-off" aria-label={`Remove filter ${name}`} onClick={onClear}>
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
    <div className="choices" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          className="opt"
          onClick={() => onChoose(option.value)}
        >
          {option.label}
          {option.note !== undefined && <span className="end">{option.note}</span>}
        </button>
      ))}
      {options.length === 0 && <p className="pop-h">Nothing to choose from yet</p>}
    </div>
  );
}
