import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, type Params } from "@/api/client";
import { pagedQuery } from "@/api/paging";
import type { Similar, TransactionPage, Why, YearCount } from "@/api/types";
import { ROWS, rowsKey } from "./cache";

const PATHS = {
  pending: "/api/transactions/pending",
  staged: "/api/transactions/staged",
};

/** The review queue under a filter. While a new filter is on its way the old rows stay, dimmed by the page. */
export function useRows(list: keyof typeof PATHS, params: Params, { limit }: { limit: number }) {
  return useInfiniteQuery({
    ...pagedQuery<TransactionPage>(rowsKey(list), PATHS[list], { ...params, limit }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

export function useWhy(id: number | null) {
  return useQuery({
    queryKey: ["why", id],
    queryFn: ({ signal }) => get<Why>(`/api/transactions/${id}/why`, { signal }),
    enabled: id !== null,
    staleTime: 5_000,
  });
}

export function fetchSimilar(id: number): Promise<Similar> {
  return get<Similar>(`/api/transactions/${id}/similar`);
}

export function useYears() {
  return useQuery({
    queryKey: ["years"],
    queryFn: ({ signal }) => get<YearCount[]>("/api/transactions/years", { signal }),
    staleTime: 60_000,
  });
}

export { ROWS };
