import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/kit/cx";

interface Props {
  label: string;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The button that opens it. */
  trigger?: ReactNode;
  /** What it hangs on when something else opens it. */
  anchor?: ReactNode;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
}

export function Popover({
  label,
  isOpen,
  onOpenChange,
  trigger,
  anchor,
  align = "start",
  className,
  children,
}: Props) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      {anchor && <Radix.Anchor asChild>{anchor}</Radix.Anchor>}
      <Radix.Portal>
        <Radix.Content
          className={cx("pop floats", className)}
          aria-label={label}
          align={align}
          sideOffset={5}
          collisionPadding={8}
          onCloseAutoFocus={keepFocusThatMoved}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Its trigger gets the focus back when it has faded, but not from somebody who has gone on by then. */
function keepFocusThatMoved(event: Event) {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body) event.preventDefault();
}

export const PopoverClose = Radix.Close;
