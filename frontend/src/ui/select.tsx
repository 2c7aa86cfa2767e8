import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { KeyboardEvent, ReactNode } from "react";
import { cx } from "@/kit/cx";
import buttonStyles from "./button.module.css";
import { Icon, type LucideIcon } from "./icon";
import optionStyles from "./option.module.css";
import popoverStyles from "./popover.module.css";
import styles from "./select.module.css";

export interface Option<V extends string> {
  value: V;
  label: string;
  /** Shown at the end of its line, lighter. */
  note?: string;
}

interface Props<V extends string> {
  value: V | null;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  label: string;
  id?: string;
  placeholder?: string;
  icon?: LucideIcon;
  small?: boolean;
  isDisabled?: boolean;
  className?: string;
  footer?: ReactNode;
}

/** Chooses one of a few named things. */
export function Select<V extends string>(props: Props<V>) {
  const { value, options, onChange, label, id, placeholder, icon, small, isDisabled, className } = props;
  return (
    <Radix.Root value={value ?? ""} onValueChange={(next) => onChange(next as V)} disabled={isDisabled}>
      <Radix.Trigger
        className={cx(buttonStyles.button, styles.select, small && buttonStyles.small, className)}
        id={id}
        aria-label={label}
        onKeyDown={leaveModToPage}
      >
        {icon && <Icon of={icon} small />}
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Icon of={ChevronDown} small className={cx(buttonStyles.trailingIcon, styles.chevron)} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={popoverStyles.popover}
          position="popper"
          sideOffset={4}
          collisionPadding={8}
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={optionStyles.option}>
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <span className={optionStyles.end}>
                  {option.note}
                  <Radix.ItemIndicator>
                    <Icon of={Check} small />
                  </Radix.ItemIndicator>
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Mod+Enter is the page's, also right after something was chosen here. */
function leaveModToPage(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey) event.preventDefault();
}
