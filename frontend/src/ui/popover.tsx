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
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const PopoverClose = Radix.Close;
