/** How far the questions to AI are, as the backend streams it. One stream serves the whole window. */
import type { QueryClient } from "@tanstack/react-query";
import type { AiRun } from "@/api/types";
import { createStore, useStore } from "@/kit/store";

const shown = createStore<AiRun | null>(null);
let stream: EventSource | null = null;
let tell: ((run: AiRun) => void) | null = null;

/** The run as the stream last reported it; null before the first. */
export function useRun(): AiRun | null {
  return useStore(shown);
}

/** Follows the run until it is over; then everything is read anew and `onDone` hears how it ended. */
export function watchRun(client: QueryClient, onDone?: (run: AiRun) => void): void {
  tell = onDone ?? tell;
  if (stream) return;
  const opened = new EventSource("/api/ai/events");
  stream = opened;
  const end = () => {
    opened.close();
    stream = null;
    const run = shown.get();
    if (run && run.phase !== "asking") tell?.(run);
    tell = null;
    void client.invalidateQueries();
  };
  opened.onmessage = (event: MessageEvent<string>) => {
    const [run = null] = JSON.parse(event.data) as AiRun[];
    shown.set(run);
  };
  opened.addEventListener("done", end);
  opened.onerror = end;
}
