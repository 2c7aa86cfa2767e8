/** Requests of the register of an account. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { AccountRegister, BalanceDifference, ReconciliationDraft } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { formatDay } from "@/kit/dates";
import { toast, toastFailure } from "@/ui/toast";

export function useRegister(id: number, limit: number, chartDays: number) {
  return useQuery({
    queryKey: ["register", id, limit, chartDays],
    queryFn: ({ signal }) =>
      get<AccountRegister>(`/api/accounts/${id}/register`, {
        params: { limit, chart_days: chartDays },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** The days that do not add up, with what could explain them; asked only if there are any. */
export function useDifferences(id: number, isNeeded: boolean) {
  return useQuery({
    queryKey: ["register", id, "differences"],
    queryFn: ({ signal }) => get<BalanceDifference[]>(`/api/accounts/${id}/differences`, { signal }),
    enabled: isNeeded,
  });
}

export function useDraft(id: number, on: string) {
  return useQuery({
    queryKey: ["register", id, "draft", on],
    queryFn: ({ signal }) =>
      get<ReconciliationDraft>(`/api/accounts/${id}/reconciliation`, { params: { on }, signal }),
    placeholderData: keepPreviousData,
    enabled: on !== "",
  });
}

export interface Finish {
  on: string;
  balance_minor: number;
  transaction_ids: number[];
  adjust: boolean;
}

export function useFinish(id: number, onDone: () => void) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (body: Finish) =>
      post<{ change_id: number | null }>(`/api/accounts/${id}/reconciliations`, body),
    onSuccess: ({ change_id }, { on }) => {
      undo.done(`Reconciled to ${formatDay(on)}`, change_id);
      onDone();
      return client.invalidateQueries();
    },
  });
}

/** Reopen the newest statement, or bring a deleted transaction back. */
export function useRegisterActions() {
  const client = useQueryClient();
  const undo = useUndo();
  const attempt = async (run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      toastFailure(sentenceFor(error));
    }
    await client.invalidateQueries();
  };
  return {
    reopen: (reconciliationId: number, on: string) =>
      attempt(async () => {
        const done = await remove<{ change_id: number | null }>(`/api/reconciliations/${reconciliationId}`);
        undo.done(`Statement of ${formatDay(on)} reopened`, done.change_id);
      }),
    restore: (deletedId: number, text: string) =>
      attempt(async () => {
        await post(`/api/transactions/restore/${deletedId}`);
        toast(`${text} restored`);
      }),
  };
}
