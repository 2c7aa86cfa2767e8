/** Files that were dropped on the window or chosen on the first screen, on their way to the page that takes them. */
import { createStore, useStore } from "@/kit/store";

type Taker = "import" | "broker-import" | "documents";

interface Waiting {
  file: File;
  /** The only page that may take it; null is the one on the screen. */
  page: Taker | null;
}

const waiting = createStore<readonly Waiting[]>([]);

export function handOver(files: Iterable<File>, page: Taker | null = null): void {
  waiting.set((now) => [...now, ...Array.from(files, (file) => ({ file, page }))]);
}

/** Takes all that wait for this page; they are then nobody else's. */
export function takeFiles(page: Taker): readonly File[] {
  const taken = waiting.get().filter((one) => isFor(one, page));
  if (taken.length) waiting.set((now) => now.filter((one) => !isFor(one, page)));
  return taken.map(({ file }) => file);
}

/** Whether files wait for this page. */
export function useWaitingFiles(page: Taker): boolean {
  return useStore(waiting).some((one) => isFor(one, page));
}

function isFor(one: Waiting, page: Taker): boolean {
  return one.page === null || one.page === page;
}
