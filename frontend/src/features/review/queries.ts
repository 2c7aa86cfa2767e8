import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { get, type Params } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { itemsOf } from "@/api/paging";
import type { PeriodCount, Transaction, TransactionPage } from "@/api/types";
import { useWindowedPages } from "@/api/windowed-pages";
import { rowsKey } from "@/entities/transactions/cache";
import { type RowFilter, toParams } from "@/entities/transactions/filter";
import { QUEUE_PATHS, useRows } from "@/entities/transactions/queries";
import { toastFailure } from "@/ui/toast";
import { type Band, bandOf, type Tab } from "./model";

const PAGE = 100;
const WHOLE_PAGE = 500;
/** More than anyone reviews at a sitting. */
const WHOLE_AT_MOST = 5000;

/**
 * The queue; `items` has the length of the whole list, with holes where nothing is loaded. Grouping by merchant and
 * choosing a confidence need every row, so then it is loaded from its beginning.
 */
export function useQueue(
  tab: Tab,
  filter: RowFilter,
  { band, needsAll }: { band: Band | null; needsAll: boolean },
) {
  const isWhole = needsAll || band !== null;
  const { status: _status, ...conditions } = filter;
  const params = toParams({ ...conditions, status: null });
  const part = useWindowedPages<Transaction, TransactionPage>({
    key: rowsKey(tab),
    path: QUEUE_PATHS[tab],
    params,
    size: PAGE,
    isOn: !isWhole,
    onError: (error) => toastFailure(`Some transactions could not be loaded. ${sentenceFor(error)}`),
  });
  const days = useDays(tab, params, !isWhole && part.total > PAGE);
  const whole = useWholeQueue(tab, params, { band, isOn: isWhole });
  return isWhole ? { ...whole, days: [] } : { ...part, days };
}

function useWholeQueue(tab: Tab, params: Params, { band, isOn }: { band: Band | null; isOn: boolean }) {
  const rows = useRows(tab, params, { limit: WHOLE_PAGE, isOn });
  const { hasNextPage, isFetching, fetchNextPage } = rows;
  const isMoreWanted = isOn && hasNextPage && itemsOf(rows.data).length < WHOLE_AT_MOST;
  useEffect(() => {
    if (isMoreWanted && !isFetching) void fetchNextPage();
  }, [isMoreWanted, isFetching, fetchNextPage]);
  const items = useMemo(() => {
    const all = itemsOf(rows.data);
    return band === null ? all : all.filter((row) => bandOf(row) === band);
  }, [rows.data, band]);
  return {
    ...rows,
    items,
    total: items.length,
    show: nothingToLoad,
    loadRange: async (first: number, last: number) => items.slice(first, last + 1),
  };
}

function nothingToLoad(): void {}

/** How many rows each day of the queue has, newest first: the days of rows that are not loaded. */
function useDays(tab: Tab, params: Params, isOn: boolean): readonly PeriodCount[] {
  const { sort: _sort, ...conditions } = params;
  const status = tab === "staged" ? "pending_save" : "pending_review";
  const asked = { ...conditions, status, by: "day" };
  const { data } = useQuery({
    queryKey: ["timeline", asked],
    queryFn: ({ signal }) => get<PeriodCount[]>("/api/transactions/timeline", { params: asked, signal }),
    enabled: isOn,
  });
  return data ?? NO_DAYS;
}

const NO_DAYS: readonly PeriodCount[] = [];

/** How many rows are so sure that one press could accept them. */
export function useSureCount() {
  return useQuery({
    queryKey: ["sure"],
    queryFn: ({ signal }) => get<{ count: number }>("/api/transactions/accept-sure", { signal }),
  });
}
