import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { get, post, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type { Done, Fate, Mapping, PastImport, Preview, RowPage, Target } from "./model";

const BASE = "/api/investments/imports";
const KEY = "broker-imports";
const PAGE = 200;

export type InvestmentAccount = components["schemas"]["InvestmentAccountOut"];

export function useInvestmentAccounts() {
  return useQuery({
    queryKey: ["investments", "/accounts", {}],
    queryFn: ({ signal }) => get<{ accounts: InvestmentAccount[] }>("/api/investments/accounts", { signal }),
  });
}

export function usePastImports() {
  return useQuery({
    queryKey: [KEY, "past"],
    queryFn: ({ signal }) => get<PastImport[]>(BASE, { signal }),
  });
}

export function usePreview(id: number | null) {
  return useQuery({
    queryKey: [KEY, "preview", id],
    queryFn: ({ signal }) => get<Preview>(`${BASE}/${id}`, { signal }),
    enabled: id !== null,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** The rows of a preview; `revision` changes with each new reading of the file. */
export function useRows(id: number, fate: Fate | null, revision: number) {
  return useInfiniteQuery({
    queryKey: [KEY, "rows", id, fate, revision],
    queryFn: ({ pageParam, signal }) =>
      get<RowPage>(`${BASE}/${id}/rows`, { params: { fate, offset: pageParam, limit: PAGE }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last: RowPage, pages: RowPage[]) =>
      pages.length * PAGE < last.total ? pages.length * PAGE : undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

export function useBrokerImport() {
  const client = useQueryClient();
  // A preview and its lines are gone once they are imported.
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== KEY || queryKey[1] === "past",
    });
  const keep = (preview: Preview) => client.setQueryData([KEY, "preview", preview.id], preview);
  return {
    read: useMutation({
      mutationFn: (file: File) => {
        const form = new FormData();
        form.append("file", file);
        return upload<Preview>(`${BASE}/preview`, form);
      },
      onSuccess: keep,
    }),
    ask: useMutation({
      mutationFn: ({ id, ...body }: { id: number; mapping?: Mapping; targets: Record<string, Target> }) =>
        post<Preview>(`${BASE}/${id}/preview`, body),
      onSuccess: keep,
    }),
    commit: useMutation({
      mutationFn: ({ id, targets }: { id: number; targets: Record<string, Target> }) =>
        post<Done>(`${BASE}/${id}/commit`, { targets }),
      onSuccess: () => refresh(),
    }),
    forget: useMutation({
      mutationFn: (id: number) => remove<void>(`${BASE}/${id}`),
      onError: (error) => toastFailure(sentenceFor(error)),
    }),
    undo: useMutation({
      mutationFn: (item: { id: number; filename: string }) =>
        post<{ kept: number }>(`${BASE}/${item.id}/undo`),
      onSuccess: ({ kept }, { filename }) =>
        toast(
          kept
            ? `Import of ${filename} undone. ${count(kept, "row")} that changed since stay.`
            : `Import of ${filename} undone.`,
        ),
      onError: (error) => toastFailure(sentenceFor(error)),
      onSettled: () => refresh(),
    }),
  };
}
