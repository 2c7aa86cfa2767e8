/** How far the syncs are, as the backend streams it. One stream serves the whole window. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { SyncRun } from "@/api/types";
import { createStore, useStore } from "@/kit/store";
import { toast, toastFailure } from "@/ui/toast";
import { useSyncState } from "./queries";
import { outcomeOf } from "./sync-words";

const runs = createStore<readonly SyncRun[]>([]);
let stream: EventSource | null = null;
let isAnnounced = false;

/** The newest sync of each connection since the app started. */
export function useSyncRuns(): readonly SyncRun[] {
  return useStore(runs);
}

export function isRunning(run: SyncRun): boolean {
  return run.phase === "waiting" || run.phase === "fetching" || run.phase === "saving";
}

/** Follows the syncs until none runs any more; `isAnnounced` says in a toast what they brought. */
export function watchSyncs(client: QueryClient, options: { isAnnounced?: boolean } = {}): void {
  isAnnounced ||= options.isAnnounced ?? false;
  if (stream) return;
  const since = Date.now();
  const opened = new EventSource("/api/sync/events");
  stream = opened;
  const end = () => {
    opened.close();
    stream = null;
    if (isAnnounced) announce(runs.get(), since);
    isAnnounced = false;
    void client.invalidateQueries();
  };
  opened.onmessage = (event: MessageEvent<string>) => {
    const running = runs.get().filter(isRunning);
    runs.set(JSON.parse(event.data) as SyncRun[]);
    // One bank is done while others go on: what it brought is shown now.
    const stillRunning = new Set(
      runs
        .get()
        .filter(isRunning)
        .map((run) => run.connection_id),
    );
    if (running.some((run) => !stillRunning.has(run.connection_id))) void client.invalidateQueries();
  };
  opened.addEventListener("done", end);
  opened.onerror = end;
}

/** Follows what runs, whoever started it, and renews the page when a bank was read in the background. */
export function useFollowSyncs(): void {
  const client = useQueryClient();
  const state = useSyncState().data;
  const isBusy = (state?.running.length ?? 0) > 0;
  const syncedAt = state?.last_synced_at;
  const seen = useRef(syncedAt);
  useEffect(() => {
    if (isBusy) watchSyncs(client);
  }, [isBusy, client]);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== syncedAt) void client.invalidateQueries();
    seen.current = syncedAt;
  }, [syncedAt, client]);
}

/** Clocks of page and backend are one, but a sync may have begun a moment before the stream. */
const SLACK_MS = 5_000;

function announce(all: readonly SyncRun[], since: number): void {
  const recent = all.filter((run) => Date.parse(run.started_at) >= since - SLACK_MS);
  const { words, isGood } = outcomeOf(recent);
  if (words) (isGood ? toast : toastFailure)(words);
}
