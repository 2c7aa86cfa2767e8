import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { TransactionPage } from "@/api/types";
import { addMonths, lastDayOf } from "@/kit/dates";
import type { MonthCategory, MonthSum, SpendingRow } from "./model";
import type { Asked, Merchant } from "./outline";

const SPENDING = "spending";
const ROWS_SHOWN = 50;

export interface Days {
  start_date: string;
  end_date: string;
}

export function useSpending(days: Days, account: string | null) {
  return useQuery({
    queryKey: [SPENDING, "categories", days, account],
    queryFn: ({ signal }) => fetchSpending(days, account, signal),
    placeholderData: keepPreviousData,
  });
}

/** The three months before, each up to the same day, for a month that still runs. */
export function useSameDaysBefore(month: string, day: number, account: string | null, isOn: boolean) {
  return useQueries({
    queries: [1, 2, 3].map((back) => {
      const before = addMonths(month, -back);
      const end = `${before}-${String(day).padStart(2, "0")}`;
      const days = {
        start_date: `${before}-01`,
        end_date: end < lastDayOf(before) ? end : lastDayOf(before),
      };
      return {
        queryKey: [SPENDING, "categories", days, account],
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchSpending(days, account, signal),
        enabled: isOn,
      };
    }),
    combine: (answers) =>
      answers.every((answer) => answer.data) ? answers.map((answer) => answer.data ?? []) : null,
  });
}

export function useTrend(months: number, account: string | null) {
  return useQuery({
    queryKey: [SPENDING, "trend", months, account],
    queryFn: ({ signal }) =>
      get<MonthSum[]>("/api/transactions/monthly-trend", { params: { months, account_id: account }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useMonthCategories(from: string, to: string, isOn: boolean) {
  return useQuery({
    queryKey: [SPENDING, "months", from, to],
    queryFn: ({ signal }) =>
      get<MonthCategory[]>("/api/transactions/month-by-category", { params: { from, to }, signal }),
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
}

export function useMerchants(categories: readonly number[], days: Days, account: string | null) {
  return useQueries({
    queries: categories.map((category_id) => ({
      queryKey: [SPENDING, "merchants", category_id, days, account],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Merchant[]>("/api/transactions/spending-by-merchant", {
          params: { category_id, ...days, account_id: account },
          signal,
        }),
    })),
    combine: (answers) =>
      new Map(
        answers.map((answer, at): [number, Asked<Merchant>] => [
          categories[at] ?? 0,
          { items: answer.data ?? [], isWaiting: answer.isPending, isFailed: answer.isError },
        ]),
      ),
  });
}

export function useMerchantRows(
  merchants: readonly { categoryId: number; key: string }[],
  days: Days,
  account: string | null,
) {
  return useQueries({
    queries: merchants.map(({ categoryId, key }) => ({
      queryKey: [SPENDING, "rows", categoryId, key, days, account],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<TransactionPage>("/api/transactions", {
          params: {
            category_id: categoryId,
            merchant_key: key,
            ...days,
            account_id: account,
            limit: ROWS_SHOWN,
          },
          signal,
        }),
    })),
    combine: (answers) =>
      new Map(
        answers.map((answer, at): [string, Asked<TransactionPage["items"][number]>] => [
          `${merchants[at]?.categoryId}:${merchants[at]?.key}`,
          { items: answer.data?.items ?? [], isWaiting: answer.isPending, isFailed: answer.isError },
        ]),
      ),
  });
}

function fetchSpending(days: Days, account_id: string | null, signal: AbortSignal): Promise<SpendingRow[]> {
  return get<SpendingRow[]>("/api/transactions/spending-by-category", {
    params: { ...days, account_id },
    signal,
  });
}
