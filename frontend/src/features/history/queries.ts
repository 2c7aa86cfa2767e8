import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { ImportUndone, SyncUndo, Undone } from "@/api/types";
import { count } from "@/kit/words";
import { toastFailure, toastNote } from "@/ui/toast";
import type { ChangeDetail, Entry } from "./model";

type Schemas = components["schemas"];
const HISTORY = "/api/history";
const PAGE = 100;

export function useHistory(search: string) {
  return useInfiniteQuery({
    queryKey: ["history", search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Entry[]>(HISTORY, { params: { search, limit: PAGE, before: pageParam }, signal }),
    getNextPageParam: (last) => (last.length === PAGE ? (last[PAGE - 1]?.at ?? null) : null),
  });
}

export function useChange(id: number) {
  return useQuery({
    queryKey: ["history", "change", id],
    queryFn: ({ signal }) => get<ChangeDetail>(`${HISTORY}/changes/${id}`, { signal }),
  });
}

export function useStepsSince({ kind, id }: Pick<Entry, "kind" | "id">) {
  return useQuery({
    queryKey: ["history", "since", kind, id],
    queryFn: ({ signal }) =>
      get<Schemas["HistoryStepOut"][]>(`${HISTORY}/since`, { params: { kind, id }, signal }),
  });
}

/** Undoing says what was taken back and what had to stay. */
export function useHistoryActions() {
  const client = useQueryClient();
  return useMemo(() => {
    const attempt = async (run: () => Promise<string>) => {
      try {
        toastNote(await run());
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      undo: (entry: Pick<Entry, "kind" | "id" | "summary">) =>
        attempt(async () => {
          if (entry.kind === "import") {
            const done = await post<ImportUndone>(`/api/import/${entry.id}/undo`, {});
            return `Undone: import of ${entry.summary}${stays(done.kept.length)}`;
          }
          if (entry.kind === "sync") {
            const done = await post<SyncUndo>(`/api/accounts/sync-history/${entry.id}/undo`);
            return `Undone: ${entry.summary}${stays(done.kept)}`;
          }
          const done = await post<Undone>(`/api/changes/${entry.id}/undo`);
          return `Undone: ${done.summary}${stays(done.kept)}`;
        }),
      redo: (entry: Pick<Entry, "id">) =>
        attempt(async () => {
          const done = await post<Undone>(`/api/changes/${entry.id}/redo`);
          return `Done again: ${done.summary}${stays(done.kept)}`;
        }),
      goBack: ({ kind, id }: Pick<Entry, "kind" | "id">) =>
        attempt(async () => {
          const went = await post<Schemas["WentBackOut"]>(`${HISTORY}/go-back`, { kind, id });
          const skipped = went.skipped.length ? `. Could not be undone: ${went.skipped.join(", ")}` : "";
          return `${count(went.undone, "step")} undone${stays(went.kept)}${skipped}`;
        }),
    };
  }, [client]);
}

function stays(kept: number): string {
  return kept ? `, ${count(kept, "row stays", "rows stay")} because of later changes` : "";
}
