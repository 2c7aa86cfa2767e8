import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { itemsOf, pagedQuery } from "@/api/paging";
import type { components } from "@/api/schema.gen";
import type {
  Coverage,
  Fate,
  ImportHistoryItem,
  ImportRowPage,
  ImportUndone,
  ImportUndoPreview,
} from "@/api/types";
import { count, plural } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type { Sheet } from "./store";

const PENDING_PREVIEWS = ["imports", "waiting"];

export function useHistory() {
  return useQuery({
    queryKey: ["imports"],
    queryFn: ({ signal }) => get<ImportHistoryItem[]>("/api/import", { signal }),
  });
}

/** Which months of each account are there. It follows from the rows, so it is as old as they are. */
export function useCoverage() {
  return useQuery({
    queryKey: ["coverage"],
    queryFn: ({ signal }) => get<Coverage[]>("/api/import/coverage", { signal }),
  });
}

/** Previews that were never imported, also those of a window that was closed. */
export function usePendingPreviews() {
  return useQuery({
    queryKey: PENDING_PREVIEWS,
    queryFn: ({ signal }) => get<ImportHistoryItem[]>("/api/import", { params: { waiting: true }, signal }),
  });
}

/** Takes one off the list at once, before its end is known on the other side. */
export function dropPendingPreview(client: QueryClient, id: number): void {
  client.setQueryData<ImportHistoryItem[]>(PENDING_PREVIEWS, (now) => now?.filter((item) => item.id !== id));
}

export function useDiscardPreviews() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly number[]) => {
      for (const id of ids) await remove(`/api/import/${id}`);
    },
    onMutate: (ids) => {
      for (const id of ids) dropPendingPreview(client, id);
    },
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries({ queryKey: PENDING_PREVIEWS }),
  });
}

/** What became of the lines of a finished import; those that were known come only when they are asked for. */
export function useDoneLines(id: number, fate: Fate | null) {
  const lines = useInfiniteQuery({
    ...pagedQuery<ImportRowPage>(["import-rows", id, "done"], `/api/import/${id}/rows`, { fate, limit: 200 }),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => itemsOf(lines.data), [lines.data]);
  return { ...lines, items, total: lines.data?.pages[0]?.total ?? 0 };
}

/** The lines of a preview. The revision is part of the key, so lines of an older preview cannot land in a newer one. */
export function useLines(sheet: Sheet, fate: Fate | null) {
  const id = sheet.preview?.id;
  const lines = useInfiniteQuery({
    ...pagedQuery<ImportRowPage>(["import-rows", id, sheet.revision], `/api/import/${id}/rows`, {
      fate,
      limit: 200,
    }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    enabled: id !== undefined,
  });
  const items = useMemo(() => itemsOf(lines.data), [lines.data]);
  return { ...lines, items };
}

/** What undoing an import would do. Asked anew each time, since the person may have changed something. */
export function useUndoPreview(id: number, { isDone }: { isDone: boolean }) {
  return useQuery({
    queryKey: ["import-undo", id],
    queryFn: ({ signal }) => get<ImportUndoPreview>(`/api/import/${id}/undo`, { signal }),
    enabled: !isDone,
    gcTime: 0,
  });
}

/** What a file is known as that holds investments: a broker, OFX or QIF; null if it holds none. */
export function useInvestmentsOffer(id: number) {
  return useQuery({
    queryKey: ["investments-offer", id],
    queryFn: ({ signal }) =>
      get<components["schemas"]["BrokerOffer"]>(`/api/investments/imports/statements/${id}`, { signal }),
    staleTime: Infinity,
    retry: false,
  });
}

/** Opens the same file as one of a broker; the answer is its preview there. */
export function useOpenAsInvestments() {
  return useMutation({
    mutationFn: (id: number) =>
      post<components["schemas"]["BrokerPreview"]>(`/api/investments/imports/statements/${id}`),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

export function useUndoImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (item: { id: number; filename: string; includesChanged: boolean }) =>
      post<ImportUndone>(`/api/import/${item.id}/undo`, { include_changed: item.includesChanged }),
    onSuccess: (done, item) => {
      const stays = done.kept.length
        ? ` ${count(done.kept.length, "transaction")} that you changed ${plural(done.kept.length, "stays", "stay")}.`
        : "";
      const gone = done.removed_categories.length
        ? ` ${count(done.removed_categories.length, "category", "categories")} no longer in use removed.`
        : "";
      toast(`${count(done.removed, "transaction")} from ${item.filename} removed.${stays}${gone}`);
    },
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}
