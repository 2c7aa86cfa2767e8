import { X } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import { Icon } from "@/ui/icon";
import styles from "./editor.module.css";
import { useTags } from "./queries";

interface Props {
  id: string;
  tags: readonly string[];
  onChange: (tags: readonly string[]) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Tags as tokens; Enter or a comma adds what is typed, Backspace in the empty field takes the last one off. */
export function TagField({ id, tags, onChange, inputRef }: Props) {
  const [typed, setTyped] = useState("");
  const listId = useId();
  const known = useTags().data ?? [];
  const has = (name: string) => tags.some((tag) => tag.toLowerCase() === name.toLowerCase());
  function add() {
    const name = typed.replace(/,/g, " ").trim();
    setTyped("");
    if (name && !has(name)) onChange([...tags, name]);
  }
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.token}>
          {tag}
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
          >
            <Icon of={X} />
          </button>
        </span>
      ))}
      <input
        id={id}
        ref={inputRef}
        type="text"
        list={listId}
        value={typed}
        maxLength={50}
        placeholder="Add a tag"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.metaKey && !event.ctrlKey && typed.trim()) {
            event.preventDefault();
            add();
          } else if (event.key === ",") {
            event.preventDefault();
            add();
          } else if (event.key === "Backspace" && !typed && tags.length) onChange(tags.slice(0, -1));
        }}
      />
      <datalist id={listId}>
        {known
          .filter(({ name }) => !has(name))
          .map(({ name, count }) => (
            <option key={name} value={name}>{`${count}`}</option>
          ))}
      </datalist>
    </span>
  );
}
