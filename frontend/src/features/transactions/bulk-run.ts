import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { BulkChanges, BulkRun } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { type RowFilter, toFilterBody } from "@/entities/transactions/filter";
import { createStore, useStore } from "@/kit/store";
import { count } from "@/kit/words";
import { toastFailure, toastNote } from "@/ui/toast";

const shown = createStore<BulkRun | null>(null);
let stream: EventSource | null = null;

/** Reads how far the run is until it is over; then everything is read anew and `onEnd` hears how it ended. */
function follow(client: QueryClient, onEnd: (run: BulkRun) => void): void {
  if (stream) return;
  const opened = new EventSource("/api/transactions/bulk-runs/events");
  stream = opened;
  const end = () => {
    opened.close();
    stream = null;
    const run = shown.get();
    shown.set(null);
    if (run && run.phase !== "running") onEnd(run);
    void client.invalidateQueries();
  };
  opened.onmessage = (event: MessageEvent<string>) => {
    const [run = null] = JSON.parse(event.data) as BulkRun[];
    shown.set(run);
  };
  opened.addEventListener("done", end);
  opened.onerror = end;
}

/** Edits of all transactions that a filter matches: the one that runs, to begin one, and to cancel it. */
export function useBulkRun() {
  const client = useQueryClient();
  const undo = useUndo();
  const run = useStore(shown);
  return {
    run: run?.phase === "running" ? run : null,
    async start(filter: RowFilter, changes: BulkChanges): Promise<boolean> {
      try {
        shown.set(
          await post<BulkRun>("/api/transactions/bulk-runs", { filter: toFilterBody(filter), changes }),
        );
      } catch (error) {
        toastFailure(sentenceFor(error));
        return false;
      }
      follow(client, (ended) => {
        if (ended.phase === "done") undo.done(`${count(ended.done, "transaction")} edited`, ended.change_id);
        else if (ended.phase === "cancelled") toastNote("Cancelled. Nothing was changed.");
        else toastFailure(ended.message ?? "The edit failed. Nothing was changed.");
      });
      return true;
    },
    async cancel(): Promise<void> {
      try {
        await post("/api/transactions/bulk-runs/cancel");
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
    },
  };
}
