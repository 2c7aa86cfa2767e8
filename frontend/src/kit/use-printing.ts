import { useEffect, useRef, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let isPrinting = false;

/** Whether the page is being printed: lists that show only what is in view then show all they have. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

/** As many rows of a list are put on paper; more would keep the browser busy for minutes. */
export const PRINTED_AT_MOST = 5000;

const loaders = new Set<() => Promise<unknown>>();

/** Says what a page must load before it is printed, beyond what it shows. */
export function useBeforePrinting(load: () => Promise<unknown>): void {
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    const run = () => newest.current();
    loaders.add(run);
    return () => void loaders.delete(run);
  }, []);
}

/** Loads what is to be printed, then opens the browser's print dialog. */
export async function printPage(): Promise<void> {
  await Promise.allSettled([...loaders].map((load) => load()));
  // What was loaded is shown with the next frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  window.print();
}

function subscribe(changed: () => void): () => void {
  // The browser lays the page out for paper as soon as the listeners have returned.
  const set = (now: boolean) => () => {
    isPrinting = now;
    flushSync(changed);
  };
  const [begin, end] = [set(true), set(false)];
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  return () => {
    removeEventListener("beforeprint", begin);
    removeEventListener("afterprint", end);
  };
}
