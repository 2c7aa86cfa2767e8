import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let isPrinting = false;

/** Whether the page is being printed: lists that show only what is in view then show all they have. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
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
