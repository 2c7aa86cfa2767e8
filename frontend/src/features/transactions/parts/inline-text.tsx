import { useRef } from "react";
import { cx } from "@/kit/cx";
import fieldStyles from "@/ui/field.module.css";
import styles from "../transactions.module.css";

interface Props {
  label: string;
  value: string;
  onKeep: (text: string) => void;
  onClose: () => void;
}

/** Text edited in its place. Enter or leaving keeps it, Escape does not. */
export function InlineText({ label, value, onKeep, onClose }: Props) {
  const isDone = useRef(false);
  function finish(text: string | null) {
    if (isDone.current) return;
    isDone.current = true;
    onClose();
    if (text !== null && text.trim() !== value) onKeep(text.trim());
  }
  return (
    <span className={cx(fieldStyles.field, styles.inlineField)}>
      <input
        type="text"
        aria-label={label}
        defaultValue={value}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish(event.currentTarget.value);
          if (event.key === "Escape") {
            event.preventDefault();
            finish(null);
          }
        }}
      />
    </span>
  );
}
