import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { isAborted, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { BatchCategorized } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { refresh } from "@/entities/transactions/cache";
import { toastFailure } from "@/ui/toast";
import { addChunk, describeRun, isOver, NO_RUN, type Run } from "./model";

const CHUNK = 50;

/** Runs the categoriser over what waits, a chunk at a time, until it is through, stopped, or at a loss. */
export function useRun() {
  const client = useQueryClient();
  const undo = useUndo();
  const stopper = useRef<AbortController | null>(null);
  const [run, setRun] = useState<Run | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function start() {
    const stop = new AbortController();
    stopper.current = stop;
    let sofar = NO_RUN;
    setRun(sofar);
    setRunning(true);
    try {
      for (;;) {
        const chunk = await post<BatchCategorized>("/api/transactions/batch-categorize", undefined, {
          params: { limit: CHUNK },
          signal: stop.signal,
        });
        sofar = addChunk(sofar, chunk);
        setRun(sofar);
        if (isOver(chunk) || stop.signal.aborted) break;
      }
    } catch (error) {
      if (!isAborted(error)) toastFailure(sentenceFor(error));
    }
    setRunning(false);
    if (sofar.changeIds.length) undo.done(describeRun(sofar), sofar.changeIds);
    refresh(client, { rows: true });
  }

  return { run, isRunning, start, stop: () => stopper.current?.abort(), dismiss: () => setRun(null) };
}
