import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { TransactionPage } from "@/api/types";
import { rowsOfCategory } from "@/entities/transactions/counted";
import type { MonthCategory, MonthSum, SpendingRow, SpendingSummary } from "./model";
import type { Asked, Merchant } from "./outline";

const SPENDING = "spending";
const ROWS_SHOWN = 50;

export interface Days {
  start_date: string;
  end_date: string;
}

export function useSpending(days: Days, account: string | null, currency: string | null) {
  return useQuery({
    queryKey: [SPENDING, "categories", days, account, currency],
    queryFn: ({ signal }) =>
      get<SpendingRow[]>("/api/transactions/spending-by-category", {
        params: { ...days, account_id: account, currency },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** The total of the days against usual and last year, and the totals of other currencies. */
export function useSpendingSummary(days: Days, account: string | null, currency: string | null) {
  return useQuery({
    queryKey: [SPENDING, "summary", days, account, currency],
    queryFn: ({ signal }) =>
      get<SpendingSummary>("/api/transactions/spending-summary", {
        params: { ...days, account_id: account, currency },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function useTrend(months: number, account: string | null, currency: string) {
  return useQuery({
    queryKey: [SPENDING, "trend", months, account, currency],
    queryFn: ({ signal }) =>
      get<MonthSum[]>("/api/transactions/monthly-trend", {
        params: { months, account_id: account, currency },
        signal,
      }),
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

export function useMerchants(
  categories: readonly number[],
  days: Days,
  account: string | null,
  currency: string,
) {
  return useQueries({
    queries: categories.map((category_id) => ({
      queryKey: [SPENDING, "merchants", category_id, days, account, currency],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Merchant[]>("/api/transactions/spending-by-merchant", {
          params: { category_id, ...days, account_id: account, currency },
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
            ...rowsOfCategory(categoryId),
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
