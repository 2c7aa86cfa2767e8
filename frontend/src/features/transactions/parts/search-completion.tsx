import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { get } from "@/api/client";
import type { SearchField } from "@/api/types";
import optionStyles from "@/ui/option.module.css";
import { complete, completing } from "../model";
import styles from "../transactions.module.css";

const CLOSED = new Set(["amount", "date", "period"]);

export interface Completion {
  isOpen: boolean;
  active: number | null;
  choices: readonly { text: string; means: string }[];
  choose: (at: number) => void;
  setFocused: (isFocused: boolean) => void;
  /** Says whether the key belonged to the list. */
  onKeyDown: (event: React.KeyboardEvent) => boolean;
}

/** Fields and values that go with the end of what was typed. Arrows move, Tab or Enter takes, Escape closes. */
export function useCompletion(typed: string, onType: (typed: string) => void): Completion {
  const [isFocused, setFocused] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const at = completing(typed);
  const fields = useQuery({
    queryKey: ["search-fields"],
    queryFn: ({ signal }) => get<SearchField[]>("/api/transactions/search-fields", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isFocused,
  }).data;
  const field = at?.kind === "value" ? fields?.find((one) => one.name === at.field) : undefined;
  const asks = field && !CLOSED.has(field.kind) ? { field: field.name, typed: at?.typed ?? "" } : null;
  const values = useQuery({
    queryKey: ["search-values", asks],
    queryFn: ({ signal }) =>
      get<string[]>("/api/transactions/search-values", { params: { ...asks }, signal }),
    enabled: isFocused && asks !== null,
  }).data;
  const choices = useMemo(() => {
    if (at?.kind === "field")
      return (fields ?? [])
        .filter((one) => one.name.startsWith(at.typed))
        .map((one) => ({ text: `${one.name}:`, means: one.means }));
    return asks ? (values ?? []).map((text) => ({ text, means: "" })) : [];
  }, [at?.kind, at?.typed, asks, fields, values]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another list
  useEffect(() => setActive(null), [typed]);

  const isOpen = isFocused && choices.length > 0 && closedAt !== typed;
  function choose(index: number) {
    const choice = choices[index];
    if (at && choice) onType(complete(typed, at, choice.text.replace(/:$/, "")));
  }
  function onKeyDown(event: React.KeyboardEvent): boolean {
    if (!isOpen) return false;
    const count = choices.length;
    if (event.key === "ArrowDown") setActive((now) => (now === null ? 0 : (now + 1) % count));
    else if (event.key === "ArrowUp")
      setActive((now) => (now === null ? count - 1 : (now + count - 1) % count));
    else if (event.key === "Escape") setClosedAt(typed);
    else if (event.key === "Tab" && !event.shiftKey) choose(active ?? 0);
    else if (event.key === "Enter" && active !== null) choose(active);
    else return false;
    event.preventDefault();
    return true;
  }
  return { isOpen, active, choices, choose, setFocused, onKeyDown };
}

export function Completions({ id, completion }: { id: string; completion: Completion }) {
  return (
    <div id={id} role="listbox" aria-label="Completions" className={styles.completions}>
      {completion.choices.map((choice, at) => (
        <div
          key={choice.text}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={completion.active === at}
          className={optionStyles.option}
          onMouseDown={(event) => {
            event.preventDefault();
            completion.choose(at);
          }}
        >
          {choice.text}
          <span className={optionStyles.end}>{choice.means}</span>
        </div>
      ))}
    </div>
  );
}
