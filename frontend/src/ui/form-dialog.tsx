import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import fieldStyles from "./field.module.css";
import formStyles from "./form.module.css";

interface Props {
  title: string;
  /** What the button does: "Add account". */
  verb: string;
  onSubmit: () => void;
  onClose: () => void;
  isBusy?: boolean;
  /** Why the form could not be stored; shown below its fields. */
  error?: string | null;
  className?: string;
  children: ReactNode;
}

/** A form in a dialog. The browser checks nothing by itself: each field shows its own error. */
export function FormDialog({ title, verb, onSubmit, onClose, isBusy, error, className, children }: Props) {
  const id = useId();
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      className={className}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={id} disabled={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={id} className={formStyles.form} onSubmit={submit} noValidate>
        {children}
        {error && (
          <p className={fieldStyles.error} role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
