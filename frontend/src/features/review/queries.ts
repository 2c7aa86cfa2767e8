import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { get } from "@/api/client";
import { itemsOf } from "@/api/paging";
import { type RowFilter, toParams } from "@/entities/transactions/filter";
import { useRows } from "@/entities/transactions/queries";
import { type Band, bandOf, type Tab } from "./model";

const PAGE = 100;
const WHOLE_PAGE = 500;
/** More than anyone reviews at a sitting; beyond it the list grows by scrolling again. */
const WHOLE_AT_MOST = 5000;

/** The queue. Grouping by merchant and choosing a confidence need all of it, so then it is fetched to its end. */
export function useQueue(
  tab: Tab,
  filter: RowFilter,
  { band, needsAll }: { band: Band | null; needsAll: boolean },
) {
  const isWhole = needsAll || band !== null;
  const { status: _status, ...conditions } = filter;
  const rows = useRows(tab, toParams({ ...conditions, status: null }), {
    limit: isWhole ? WHOLE_PAGE : PAGE,
  });
  const { hasNextPage, isFetching, fetchNextPage } = rows;
  const isMoreWanted = isWhole && hasNextPage && itemsOf(rows.data).length < WHOLE_AT_MOST;
  useEffect(() => {
    if (isMoreWanted && !isFetching) void fetchNextPage();
  }, [isMoreWanted, isFetching, fetchNextPage]);

  const items = useMemo(() => {
    const all = itemsOf(rows.data);
    return band === null ? all : all.filter((row) => bandOf(row) === band);
  }, [rows.data, band]);
  const total = band === null ? (rows.data?.pages[0]?.total ?? 0) : items.length;
  return { ...rows, items, total };
}

/** How many rows are so sure that one press could accept them. */
export function useSureCount() {
  return useQuery({
    queryKey: ["sure"],
    queryFn: ({ signal }) => get<{ count: number }>("/api/transactions/accept-sure", { signal }),
  });
}
