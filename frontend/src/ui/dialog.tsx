import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { Button, IconButton } from "./button";
import styles from "./dialog.module.css";

interface Props {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Dialog({ title, isOpen, onClose, footer, className, children }: Props) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={cx(styles.dialog, styles.dialog, className)} aria-describedby={undefined}>
          <header>
            <Radix.Title className="grow">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton icon={X} small label="Close" />
            </Radix.Close>
          </header>
          <div className={styles.body}>{children}</div>
          {footer && <footer>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ConfirmProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** What the button does, with its count: "Undo import (19 transactions)". */
  verb: string;
  onConfirm: () => void;
  isBusy?: boolean;
  isDanger?: boolean;
  refusal?: string;
  children: ReactNode;
}

/** Asks before something that touches much at once. */
export function Confirm(props: ConfirmProps) {
  const { title, isOpen, onClose, verb, onConfirm, isBusy, isDanger, refusal = "Cancel", children } = props;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{refusal}</Button>
          <Button kind={isDanger ? "danger" : "primary"} onClick={onConfirm} disabled={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
