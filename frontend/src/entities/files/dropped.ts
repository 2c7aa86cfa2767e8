/** Files that were dropped on the window or chosen on the first screen, on their way to the Import page. */
import { createStore, useStore } from "@/kit/store";

const waiting = createStore<readonly File[]>([]);

export function handOver(files: Iterable<File>): void {
  waiting.set((now) => [...now, ...files]);
}

/** Takes them all; they are then nobody else's. */
export function takeFiles(): readonly File[] {
  const files = waiting.get();
  if (files.length) waiting.set([]);
  return files;
}

export function useWaitingFiles(): readonly File[] {
  return useStore(waiting);
}
