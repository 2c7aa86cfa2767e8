import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { Icon } from "@/ui/icon";
import styles from "../categoriser.module.css";
import tokenStyles from "./token-field.module.css";

interface Props {
  label: string;
  help: string;
  placeholder: string;
  entries: readonly string[];
  isBusy: boolean;
  onChange: (entries: readonly string[]) => void;
}

/** A list of words: Enter or a comma adds what was typed, each has a button that removes it. */
export function TokenField({ label, help, placeholder, entries, isBusy, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const add = () => {
    const entry = typed.replace(/,/g, " ").trim();
    setTyped("");
    if (entry && !entries.includes(entry)) onChange([...entries, entry]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && !typed && entries.length > 0) onChange(entries.slice(0, -1));
  };
  return (
    <div className={tokenStyles.tokenField}>
      <label htmlFor={id}>{label}</label>
      <div className={tokenStyles.tokens}>
        {entries.map((entry) => (
          <span key={entry} className={tokenStyles.token}>
            {entry}
            <button
              type="button"
              aria-label={`Remove ${entry}`}
              disabled={isBusy}
              onClick={() => onChange(entries.filter((other) => other !== entry))}
            >
              <Icon of={X} small />
            </button>
          </span>
        ))}
        <input
          id={id}
          aria-describedby={`${id}-help`}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
      <p className={styles.note} id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
