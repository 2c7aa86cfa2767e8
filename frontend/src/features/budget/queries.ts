import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { formatMonthName } from "@/kit/month-names";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type { Budget, Spent, Suggestion, Summary } from "./model";

type Kept = components["schemas"]["BudgetKept"];
type Copied = components["schemas"]["BudgetsCopied"];
type Removed = components["schemas"]["BudgetRemoved"];

const BUDGETS = "budgets";

export function useBudgets(month: string) {
  return useQuery({
    queryKey: [BUDGETS, "lines", month],
    queryFn: ({ signal }) => get<Budget[]>("/api/budgets", { params: { month }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useSummary(month: string) {
  return useQuery({
    queryKey: [BUDGETS, "summary", month],
    queryFn: ({ signal }) => get<Summary>("/api/budgets/summary", { params: { month }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useSuggestions(month: string, isOn: boolean) {
  return useQuery({
    queryKey: [BUDGETS, "suggestions", month],
    queryFn: ({ signal }) => get<Suggestion[]>("/api/budgets/suggestions", { params: { month }, signal }),
    enabled: isOn,
  });
}

export function useSpent(month: string, currency: string) {
  return useQuery({
    queryKey: [BUDGETS, "spent", month, currency],
    queryFn: ({ signal }) =>
      get<Spent[]>("/api/transactions/spending-by-category", { params: { month, currency }, signal }),
    placeholderData: keepPreviousData,
  });
}

export interface NewBudget {
  category_short_desc: string;
  name: string;
  amount_minor: number;
  rollover?: boolean;
}

/** What can be done with the budgets of a month. Each says what it did and can be taken back. */
export function useBudgetActions(month: string) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const refresh = () => {
      void client.invalidateQueries({ queryKey: [BUDGETS] });
      void client.invalidateQueries({ queryKey: ["today"] });
    };
    const put = ({ name: _name, ...budget }: NewBudget) => post<Kept>("/api/budgets", { ...budget, month });
    const attempt = async (run: () => Promise<void>) => {
      try {
        await run();
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      refresh();
    };
    return {
      set: (budget: NewBudget, words: string) =>
        attempt(async () => {
          const kept = await put(budget);
          client.setQueryData<Budget[]>([BUDGETS, "lines", month], (lines) =>
            lines?.map((line) => (line.id === kept.id ? kept.budget : line)),
          );
          undo.done(words, kept.change_id);
        }),
      setMany: (budgets: readonly NewBudget[]) =>
        attempt(async () => {
          const changes: number[] = [];
          for (const budget of budgets) {
            const { change_id } = await put(budget);
            if (change_id !== null) changes.push(change_id);
          }
          undo.done(`${count(budgets.length, "budget")} set`, changes);
        }),
      remove: (budget: Budget) =>
        attempt(async () => {
          const { change_id } = await remove<Removed>(`/api/budgets/${budget.id}`);
          undo.done(`Budget of ${budget.category_name} removed`, change_id);
        }),
      copyFrom: (from: string) => {
        const copy = (overwrite: boolean) =>
          attempt(async () => {
            const done = await post<Copied>("/api/budgets/copy", {
              from_month: from,
              to_month: month,
              overwrite,
            });
            const name = formatMonthName(from, "long");
            if (!done.copied && !done.kept) return toast(`${name} has no budgets to copy`);
            const kept = done.kept ? `, ${done.kept} kept as they are` : "";
            undo.done(
              `${count(done.copied, "budget")} copied from ${name}${kept}`,
              done.change_id,
              done.kept ? [{ label: "Replace those too", run: () => void copy(true) }] : [],
            );
          });
        return copy(false);
      },
    };
  }, [client, undo, month]);
}

export type BudgetActions = ReturnType<typeof useBudgetActions>;
