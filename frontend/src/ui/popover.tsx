import { Popover as Radix } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { cx } from "@/kit/cx";
import styles from "./popover.module.css";

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

/**
 * What hangs on an anchor exists only once it has been opened: a long list has one in each row. The anchor keeps its
 * place in the tree, so that its focus survives.
 */
export function Popover(props: Props) {
  const { isOpen, trigger, anchor } = props;
  const mark = useRef<HTMLSpanElement>(null);
  const [wasOpen, setWasOpen] = useState(Boolean(isOpen));
  if (isOpen && !wasOpen) setWasOpen(true);
  const box = useRef({ getBoundingClientRect: () => boxOf(mark.current) });
  if (trigger) return <Content {...props} />;
  return (
    <>
      <span ref={mark} className="contents">
        {anchor}
      </span>
      {wasOpen && <Content {...props} anchor={<Radix.Anchor virtualRef={box} />} />}
    </>
  );
}

function Content({
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
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : anchor}
      <Radix.Portal>
        <Radix.Content
          className={cx(styles.popover, className)}
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

function boxOf(mark: HTMLElement | null): DOMRect {
  return (mark?.firstElementChild ?? document.body).getBoundingClientRect();
}

/** Its trigger gets the focus back when it has faded, but not from somebody who has gone on by then. */
function keepFocusThatMoved(event: Event) {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body) event.preventDefault();
}

export const PopoverClose = Radix.Close;
