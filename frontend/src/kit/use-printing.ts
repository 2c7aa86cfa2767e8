import { useSyncExternalStore } from "react";

/** Whether the page is being printed: lists that show only what is in view then show all they have. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, isPrinting);
}

const print = typeof matchMedia === "function" ? matchMedia("print") : null;

function isPrinting(): boolean {
  return print?.matches ?? false;
}

function subscribe(changed: () => void): () => void {
  print?.addEventListener("change", changed);
  return () => print?.removeEventListener("change", changed);
}
