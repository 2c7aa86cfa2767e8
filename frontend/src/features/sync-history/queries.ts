import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { DoubtfulRow, SyncEntry, SyncSummary, SyncUndo } from "@/api/types";
import { toast, toastFailure } from "@/ui/toast";
import type { HistoryFilter } from "./model";

const PAGE = 100;

/** Syncs, newest first; further ones on demand. */
export function useSyncHistory({ only, connectionId, trigger }: HistoryFilter) {
  return useInfiniteQuery({
    queryKey: ["banks", "history", only, connectionId, trigger],
    queryFn: ({ signal, pageParam }) =>
      get<SyncEntry[]>("/api/accounts/sync-history", {
        signal,
        params: { only, connection_id: connectionId, trigger, before_id: pageParam, limit: PAGE },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE ? null : (page[page.length - 1]?.id ?? null)),
    enabled: only !== "questions",
  });
}

export function useSyncSummary(days: number) {
  return useQuery({
    queryKey: ["banks", "summary", days],
    queryFn: ({ signal }) => get<SyncSummary>("/api/sync/summary", { signal, params: { days } }),
  });
}

/** Rows of banks that may be here already, and wait for the person's answer. */
export function useDoubtful() {
  return useQuery({
    queryKey: ["banks", "doubtful"],
    queryFn: ({ signal }) => get<DoubtfulRow[]>("/api/sync/doubtful", { signal }),
  });
}

export function useAnswerDoubt() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ row, isSame }: { row: DoubtfulRow; isSame: boolean }) =>
      post<components["schemas"]["DoubtAnswered"]>(`/api/sync/doubtful/${row.id}`, { is_same: isSame }),
    onSuccess: (_answer, { isSame }) =>
      toast(isSame ? "Kept once: it is the same transaction." : "Added as a transaction of its own."),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}

/** What undoing a sync would do; not asked again once it is done. */
export function useUndoPreview(id: number, { isDone }: { isDone: boolean }) {
  return useQuery({
    queryKey: ["banks", "undo", id],
    queryFn: ({ signal }) => get<SyncUndo>(`/api/accounts/sync-history/${id}/undo`, { signal }),
    enabled: !isDone,
    retry: false,
  });
}

export function useUndoSync(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<SyncUndo>(`/api/accounts/sync-history/${id}/undo`),
    onSuccess: ({ added }) =>
      toast(added > 0 ? "Sync undone. Its new transactions are in Deleted." : "Sync undone."),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}

/** Brings a transaction back that the bank took back. */
export function useRestoreRemoved() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => post("/api/transactions/bulk-restore", { deleted_ids: [id] }),
    onSuccess: () => toast("The transaction is back."),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}
