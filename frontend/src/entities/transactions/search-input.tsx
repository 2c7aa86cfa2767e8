import { type RefObject, useEffect, useRef, useState } from "react";
import { SearchField } from "@/ui/field";

interface Props {
  label: string;
  /** What is searched for now, as the address says. */
  value: string;
  onChange: (text: string) => void;
  inputRef?: RefObject<HTMLInputElement | null>;
  className?: string;
  placeholder?: string;
}

// Long enough to gather a burst of keys, short enough that the result seems to follow each of them.
const PAUSE_MS = 20;

/** A search that waits for a pause in the typing before the list follows. Enter does not wait. */
export function SearchInput({ label, value, onChange, inputRef, className, placeholder }: Props) {
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  // The address changed by itself: back, forward, or Clear.
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    if (typed === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = typed;
      tell.current(typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <SearchField
      label={label}
      className={className}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      inputRef={inputRef}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        reported.current = typed;
        onChange(typed);
        event.currentTarget.blur();
      }}
    />
  );
}
