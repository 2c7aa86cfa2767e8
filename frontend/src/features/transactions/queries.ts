import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  ChangedTransaction,
  CurrencySums,
  PeriodCount,
  Transaction,
  TransactionPage,
} from "@/api/types";
import { useWindowedPages } from "@/api/windowed-pages";
import { useUndo } from "@/entities/changes/use-undo";
import { refresh, rowsKey } from "@/entities/transactions/cache";
import { type RowFilter, toParams } from "@/entities/transactions/filter";
import { nameOf } from "@/entities/transactions/names";
import { PRINTED_AT_MOST, useBeforePrinting } from "@/kit/use-printing";
import { toastFailure } from "@/ui/toast";

const PAGE_SIZE = 100;

/** The transaction that the address names, wherever in the list it stands. */
export function useNamedRow(id: string | null) {
  return useQuery({
    queryKey: ["transaction", id],
    queryFn: ({ signal }) => get<Transaction>(`/api/transactions/${Number(id)}`, { signal }),
    enabled: id !== null,
  });
}

/** The transactions under a filter. Only what is looked at is loaded; `items` has holes for the rest. */
export function useLedger(filter: RowFilter) {
  const list = useWindowedPages<Transaction, TransactionPage>({
    key: rowsKey("all"),
    path: "/api/transactions",
    params: toParams(filter),
    size: PAGE_SIZE,
    onError: (error) => toastFailure(`Some transactions could not be loaded. ${sentenceFor(error)}`),
  });
  useBeforePrinting(() => list.loadRange(0, Math.min(list.total, PRINTED_AT_MOST) - 1));
  const sums = useSums(filter, !list.isPlaceholderData && list.data !== undefined);
  return { ...list, sums };
}

/** What the transactions of a filter add up to; asked after the list, so that the list does not wait for it. */
function useSums(filter: RowFilter, isOn: boolean): readonly CurrencySums[] | null {
  const { sort: _sort, ...params } = toParams(filter);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["sums", params],
    queryFn: ({ signal }) => get<CurrencySums[]>("/api/transactions/sums", { params, signal }),
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
  return isPlaceholderData ? null : (data ?? null);
}

/** How many transactions of a filter each month has, newest first. */
export function useMonths(filter: RowFilter, isOn: boolean) {
  const { sort: _sort, ...params } = toParams(filter);
  return useQuery({
    queryKey: ["timeline", params],
    queryFn: ({ signal }) => get<PeriodCount[]>("/api/transactions/timeline", { params, signal }),
    enabled: isOn,
  });
}

export interface NewRow {
  account_id: number;
  on: string;
  description: string;
  amount_minor: number;
  category_short_desc: string | null;
  notes: string | null;
}

export function useAddRow() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (row: NewRow) => post<ChangedTransaction>("/api/transactions", row),
    onSuccess: ({ transaction, change_id }) => {
      undo.done(`${nameOf(transaction)} added`, change_id);
      refresh(client, { rows: true });
    },
  });
}
