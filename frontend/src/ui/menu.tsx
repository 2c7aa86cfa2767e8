import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { Icon, type LucideIcon } from "./icon";
import { KeyCap } from "./key-cap";
import optionStyles from "./option.module.css";
import popoverStyles from "./popover.module.css";

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  keys?: string;
  note?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

/** A list of acts behind a button. `null` draws a line between two groups. */
export function Menu({
  trigger,
  items,
  label,
}: {
  trigger: ReactNode;
  items: readonly (MenuItem | null)[];
  label: string;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={popoverStyles.popover}
          sideOffset={4}
          collisionPadding={8}
          align="end"
          aria-label={label}
        >
          {items.map((item, at) =>
            item ? (
              <Radix.Item
                key={item.label}
                className={cx(optionStyles.option, item.isDanger && optionStyles.danger)}
                disabled={item.isDisabled}
                onSelect={item.onSelect}
              >
                {item.icon && <Icon of={item.icon} />}
                {item.label}
                {(item.keys || item.note) && (
                  <span className={optionStyles.end}>
                    {item.note}
                    {item.keys && <KeyCap keys={item.keys} />}
                  </span>
                )}
              </Radix.Item>
            ) : (
              <Radix.Separator key={`line-${at}`} className={optionStyles.separator} />
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
