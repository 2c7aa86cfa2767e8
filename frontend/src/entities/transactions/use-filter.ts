import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { NO_CONDITIONS, type RowFilter, readFilter, writeFilter } from "./filter";

/** The filter of the current address, and how to change it. */
export function useRowFilter() {
  const [address, setAddress] = useSearchParams();
  const filter = useMemo(() => readFilter(address), [address]);
  return {
    filter,
    address,
    /** Typing replaces the entry in the history; choosing adds one, so that back undoes the choice. */
    change: (change: Partial<RowFilter>, { replace = false } = {}) =>
      setAddress((now) => writeFilter(now, change), { replace }),
    clear: () => setAddress((now) => writeFilter(now, NO_CONDITIONS)),
    /** Other things a page keeps in its address. */
    put: (name: string, value: string | null) =>
      setAddress((now) => {
        const next = new URLSearchParams(now);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      }),
  };
}
