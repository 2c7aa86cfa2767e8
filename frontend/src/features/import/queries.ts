import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { itemsOf, pagedQuery } from "@/api/paging";
import type { Coverage, Fate, ImportHistoryItem, ImportRowPage, ImportUndone } from "@/api/types";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type { Sheet } from "./sheets";

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

export function useUndoImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (item: { id: number; filename: string }) => post<ImportUndone>(`/api/import/${item.id}/undo`),
    onSuccess: (done, item) => {
      const stays = done.kept.length
        ? ` ${count(done.kept.length, "row")} that you decided or changed stay.`
        : "";
      toast(`${count(done.removed, "row")} of ${item.filename} taken out.${stays}`);
    },
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}
