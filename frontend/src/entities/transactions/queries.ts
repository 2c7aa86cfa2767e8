import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, type Params } from "@/api/client";
import { pagedQuery } from "@/api/paging";
import type { Similar, TransactionPage, Why, YearCount } from "@/api/types";
import { ROWS, rowsKey } from "./cache";

export const QUEUE_PATHS = {
  pending: "/api/transactions/pending",
  staged: "/api/transactions/staged",
};

/** The whole review queue under a filter, from its beginning. While a new filter is on its way the old rows stay, dimmed by the page. */
export function useRows(
  list: keyof typeof QUEUE_PATHS,
  params: Params,
  { limit, isOn }: { limit: number; isOn: boolean },
) {
  return useInfiniteQuery({
    ...pagedQuery<TransactionPage>(rowsKey(list), QUEUE_PATHS[list], { ...params, limit }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    enabled: isOn,
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

/** As many as one answer can have. */
const SIMILAR_LIMIT = 500;

export function fetchSimilar(id: number): Promise<Similar> {
  return get<Similar>(`/api/transactions/${id}/similar`, { params: { limit: SIMILAR_LIMIT } });
}

export function useYears() {
  return useQuery({
    queryKey: ["years"],
    queryFn: ({ signal }) => get<YearCount[]>("/api/transactions/years", { signal }),
    staleTime: 60_000,
  });
}

export { ROWS };
