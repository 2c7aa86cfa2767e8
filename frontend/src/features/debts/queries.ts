/** Requests of the page Debts. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, put } from "@/api/client";
import type { Debts, Installment, LoanTermsIn, Payoff } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";

const KEY = "debts";

export interface PlanChoice {
  strategy: Payoff["strategy"];
  extra_minor: number;
  account_order: number[];
}

export function useDebts() {
  return useQuery({ queryKey: [KEY], queryFn: ({ signal }) => get<Debts>("/api/debts", { signal }) });
}

/** The stored plan of a currency, or what is being tried instead of it. */
export function usePayoff(currency: string, tried: PlanChoice | null) {
  const params = {
    currency,
    strategy: tried?.strategy,
    extra_minor: tried?.extra_minor,
    order: tried?.account_order.map(String),
  };
  return useQuery({
    queryKey: [KEY, "payoff", params],
    queryFn: ({ signal }) => get<Payoff>("/api/debts/payoff", { params, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useSchedule(accountId: number) {
  return useQuery({
    queryKey: [KEY, "schedule", accountId],
    queryFn: ({ signal }) => get<Installment[]>(`/api/accounts/${accountId}/loan-schedule`, { signal }),
  });
}

interface Changed {
  change_id: number | null;
}

export function useSetCardTerms(accountId: number, name: string) {
  return useChange(`Terms of ${name} saved`, (fields: Record<string, unknown>) =>
    patch<Changed>(`/api/accounts/${accountId}/card-terms`, fields),
  );
}

export function useSetLoanTerms(accountId: number, name: string) {
  return useChange(`Terms of ${name} saved`, (fields: LoanTermsIn) =>
    put<Changed>(`/api/accounts/${accountId}/loan-terms`, fields),
  );
}

export function useSetPlan(currency: string) {
  return useChange("Plan saved", (choice: PlanChoice) =>
    put<Changed>("/api/debts/plan", { currency, ...choice }),
  );
}

export function useSplitPayments() {
  return useChange("Loan payments split", (transaction_ids: number[]) =>
    post<Changed>("/api/debts/splits", { transaction_ids }),
  );
}

function useChange<Given>(words: string, mutationFn: (given: Given) => Promise<Changed>) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn,
    onSuccess: ({ change_id }) => {
      undo.done(words, change_id);
      return client.invalidateQueries();
    },
  });
}
