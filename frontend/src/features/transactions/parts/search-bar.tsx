import { CircleHelp, Search, X } from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { ApiError } from "@/api/errors";
import { cx } from "@/kit/cx";
import { IconButton } from "@/ui/button";
import fieldStyles from "@/ui/field.module.css";
import { Icon } from "@/ui/icon";
import optionStyles from "@/ui/option.module.css";
import { Popover } from "@/ui/popover";
import {
  OPERATORS,
  readSearch,
  splitTyped,
  type Term,
  withoutUnfinished,
  writeSearch,
  writeTerm,
} from "../model";
import styles from "../transactions.module.css";
import { Completions, useCompletion } from "./search-completion";

// Long enough to gather a burst of keys, short enough that the result seems to follow each of them.
const PAUSE_MS = 20;

export interface Condition {
  name: string;
  value: string;
  onRemove: () => void;
}

interface Props {
  /** The whole search, as the address has it. */
  value: string;
  onChange: (search: string) => void;
  /** Conditions that did not come from typing: an account, a category. */
  conditions: readonly Condition[];
  inputRef: RefObject<HTMLInputElement | null>;
  /** Why the list could not be loaded; a fault in the search is shown where it is. */
  error?: unknown;
}

/** Words and operators in one box. A finished operator turns into a token; Backspace takes the last one up again. */
export function SearchBar({ value, onChange, conditions, inputRef, error }: Props) {
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const [terms, setTerms] = useState<readonly Term[]>(() => readSearch(value).terms);
  const [words, setWords] = useState(() => readSearch(value).words);

  // The address changed by itself: back, forward, Clear, a link.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTerms(readSearch(value).terms);
    setWords(readSearch(value).words);
  }, [value]);

  const search = withoutUnfinished(writeSearch({ terms: [...terms], words }));
  useEffect(() => {
    if (search === told.current) return;
    const timer = setTimeout(() => {
      told.current = search;
      tell.current(search);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);

  function type(typed: string) {
    const next = splitTyped(typed);
    if (next.terms.length) setTerms((now) => [...now, ...next.terms]);
    setWords(next.words);
  }

  const completion = useCompletion(words, type);
  const listId = useId();
  const fault = error instanceof ApiError && error.code === "bad_search" ? error : null;

  function onKeyDown(event: React.KeyboardEvent<HTMLInputElement>) {
    if (completion.onKeyDown(event)) return;
    const last = terms[terms.length - 1];
    if (event.key === "Enter") {
      const done = readSearch(words);
      setTerms((now) => [...now, ...done.terms]);
      setWords(done.words);
    } else if (event.key === "Backspace" && !words && last) {
      event.preventDefault();
      setTerms((now) => now.slice(0, -1));
      setWords(writeTerm(last));
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (words) setWords("");
      else event.currentTarget.blur();
    }
  }

  return (
    <div className={cx("grow", styles.searchPlace)}>
      <div className={cx(fieldStyles.field, "grow", styles.searchBar)} data-key="/">
        <Icon of={Search} />
        {conditions.map((condition) => (
          <Token
            key={condition.name}
            operator={`${condition.name}:`}
            value={condition.value}
            onRemove={condition.onRemove}
          />
        ))}
        {terms.map((term, at) => (
          <Token
            key={`${writeTerm(term)}-${at}`}
            isNot={term.isNot}
            operator={`${term.isNot ? "−" : ""}${term.operator}:`}
            value={term.value}
            onRemove={() => setTerms((now) => now.filter((other) => other !== term))}
          />
        ))}
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          aria-expanded={completion.isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={completion.active === null ? undefined : `${listId}-${completion.active}`}
          aria-invalid={fault !== null}
          aria-describedby={fault ? `${listId}-fault` : undefined}
          aria-label="Search transactions"
          placeholder="merchant, note, amount:>50 category: account: date:"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => completion.setFocused(true)}
          onBlur={() => completion.setFocused(false)}
        />
        {!words && <kbd aria-hidden="true">/</kbd>}
        <OperatorHelp
          onInsert={(text) => {
            type(`${words ? `${words} ` : ""}${text}`);
            setTimeout(() => inputRef.current?.focus());
          }}
        />
      </div>
      {completion.isOpen && <Completions id={listId} completion={completion} />}
      {fault && <Fault id={`${listId}-fault`} search={value.trim()} error={fault} />}
    </div>
  );
}

/** The search with the part that cannot be understood marked, and what is wrong with it. */
function Fault({ id, search, error }: { id: string; search: string; error: ApiError }) {
  const start = Number(error.extra.start ?? 0);
  const end = Number(error.extra.end ?? 0);
  return (
    <p id={id} className={styles.fault} role="alert">
      <span>
        {search.slice(0, start)}
        <mark>{search.slice(start, end)}</mark>
        {search.slice(end)}
      </span>{" "}
      {error.detail}
    </p>
  );
}

interface TokenProps {
  operator: string;
  value: string;
  isNot?: boolean;
  onRemove: () => void;
}

function Token({ operator, value, isNot, onRemove }: TokenProps) {
  return (
    <span className={cx(styles.token, isNot && styles.excluding)}>
      <span className={styles.operator}>{operator}</span>
      <span className={styles.value}>{value}</span>
      <button type="button" aria-label={`Remove ${operator}${value}`} onClick={onRemove}>
        <Icon of={X} />
      </button>
    </span>
  );
}

function OperatorHelp({ onInsert }: { onInsert: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label="Search operators"
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
      className={styles.operators}
      trigger={<IconButton icon={CircleHelp} small label="Search operators" />}
    >
      <p className={optionStyles.heading}>
        Words match the merchant, the bank’s description and notes. Put a minus in front to exclude.
      </p>
      {OPERATORS.map((operator) => (
        <button
          key={operator.example}
          type="button"
          className={optionStyles.option}
          onClick={() => {
            setOpen(false);
            onInsert(operator.insert);
          }}
        >
          <code>{operator.example}</code>
          <span className={optionStyles.end}>{operator.means}</span>
        </button>
      ))}
    </Popover>
  );
}
