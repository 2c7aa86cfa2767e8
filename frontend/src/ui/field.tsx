import { CircleAlert, Search, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "@/kit/cx";
import styles from "./field.module.css";
import { Icon } from "./icon";

type InputProps = ComponentProps<"input"> & { isBad?: boolean };

/** One line of text in its box. */
export function Input({ isBad, className, ...rest }: InputProps) {
  return (
    <span className={cx(styles.field, isBad && styles.invalid, className)}>
      <input type="text" aria-invalid={isBad || undefined} {...rest} />
    </span>
  );
}

interface FieldProps {
  label: string;
  error?: string | null;
  help?: ReactNode;
  className?: string;
  children: (ids: { id: string; "aria-describedby"?: string }) => ReactNode;
}

/** A labelled field with its help and its error below. */
export function Field({ label, error, help, className, children }: FieldProps) {
  const id = useId();
  const note = error || help ? `${id}-note` : undefined;
  return (
    <div className={cx(styles.labelled, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": note })}
      {error ? (
        <p className={styles.error} id={note} role="alert">
          <Icon of={CircleAlert} small />
          {error}
        </p>
      ) : (
        help && (
          <p className={styles.help} id={note}>
            {help}
          </p>
        )
      )}
    </div>
  );
}

interface SearchProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  className?: string;
  inputRef?: React.Ref<HTMLInputElement>;
  before?: ReactNode;
  onKeyDown?: React.KeyboardEventHandler<HTMLInputElement>;
}

/** A search field with its sign, a way to empty it, and the cap of the key that goes to it. */
export function SearchField({
  label,
  value,
  onChange,
  placeholder = "Search",
  className,
  inputRef,
  before,
  onKeyDown,
}: SearchProps) {
  return (
    <label className={cx(styles.field, className)} data-key="/">
      <Icon of={Search} />
      <span className="visually-hidden">{label}</span>
      {before}
      <input
        ref={inputRef}
        type="text"
        role="searchbox"
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key === "Escape" && !event.defaultPrevented) {
            event.preventDefault();
            if (value) onChange("");
            else event.currentTarget.blur();
          }
        }}
      />
      {value ? (
        <button type="button" className={styles.clear} aria-label="Clear search" onClick={() => onChange("")}>
          <Icon of={X} />
        </button>
      ) : (
        <kbd aria-hidden="true">/</kbd>
      )}
    </label>
  );
}
