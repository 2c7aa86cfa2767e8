import { useRef, useState } from "react";
import { cx } from "@/kit/cx";
import styles from "./edit-in-place.module.css";
import fieldStyles from "./field.module.css";

interface Props {
  /** What is edited, for those who hear it. */
  label: string;
  /** What is shown while nobody edits. */
  children: React.ReactNode;
  /** What stands in the field first. */
  value: string;
  /** Keeps the text; answers a sentence when it cannot be kept. */
  onKeep: (text: string) => string | null;
  isRight?: boolean;
  isEditing?: boolean;
  onEditing?: (isEditing: boolean) => void;
  dataKey?: string;
}

/** Shown as text, pressed to edit. Enter or leaving keeps it, Escape does not; what cannot be kept stays open. */
export function EditInPlace(props: Props) {
  const { label, children, value, onKeep, isRight, onEditing, dataKey } = props;
  const [isOpenHere, setOpenHere] = useState(false);
  const isOpen = props.isEditing ?? isOpenHere;
  const opener = useRef<HTMLButtonElement>(null);
  const setOpen = (open: boolean) => {
    onEditing?.(open);
    setOpenHere(open);
    if (!open) setTimeout(() => opener.current?.focus({ preventScroll: true }));
  };
  if (!isOpen)
    return (
      <button
        ref={opener}
        type="button"
        className={cx(styles.text, isRight && styles.right)}
        data-key={dataKey}
        data-editable=""
        onClick={() => setOpen(true)}
      >
        <span className="visually-hidden">{label}: </span>
        {children}
      </button>
    );
  return (
    <EditField label={label} value={value} isRight={isRight} onKeep={onKeep} onClose={() => setOpen(false)} />
  );
}

interface FieldProps {
  label: string;
  value: string;
  isRight?: boolean;
  onKeep: (text: string) => string | null;
  onClose: () => void;
}

function EditField({ label, value, isRight, onKeep, onClose }: FieldProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const isDone = useRef(false);
  function keep(text: string) {
    if (isDone.current) return;
    const problem = text.trim() === value ? null : onKeep(text.trim());
    setRefusal(problem);
    if (problem) return;
    isDone.current = true;
    onClose();
  }
  return (
    <span
      className={cx(fieldStyles.field, styles.field, isRight && styles.right, refusal && fieldStyles.invalid)}
    >
      <input
        type="text"
        aria-label={label}
        aria-invalid={refusal ? true : undefined}
        defaultValue={value}
        autoFocus
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => keep(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep(event.currentTarget.value);
          if (event.key !== "Escape") return;
          event.preventDefault();
          isDone.current = true;
          onClose();
        }}
      />
      {refusal && (
        <span className={styles.refusal} role="alert">
          {refusal}
        </span>
      )}
    </span>
  );
}
