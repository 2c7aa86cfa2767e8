import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, put, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { formatMonthName } from "@/kit/month-names";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type {
  Alert,
  Cards,
  Carry,
  Line,
  Overview,
  PeriodKind,
  PeriodSuggestion,
  Plan,
  Spent,
  Suggestion,
  TemplateKind,
  Templates,
} from "./model";

type Schemas = components["schemas"];
type Changed = Schemas["BudgetChangeSaved"] | Schemas["BudgetChangeRemoved"];

const BUDGETS = "budgets";

export interface Shown {
  kind: PeriodKind;
  day: string;
  planId: number | null;
}

export function useOverview({ kind, day, planId }: Shown) {
  return useQuery({
    queryKey: [BUDGETS, "overview", kind, day, planId],
    queryFn: ({ signal }) =>
      get<Overview>("/api/budgets/overview", { params: { kind, day, plan_id: planId }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useCards() {
  return useQuery({
    queryKey: [BUDGETS, "cards"],
    queryFn: ({ signal }) => get<Cards>("/api/budgets/cards", { signal }),
  });
}

export function usePlans() {
  return useQuery({
    queryKey: [BUDGETS, "plans"],
    queryFn: ({ signal }) => get<Plan[]>("/api/budgets/plans", { signal }),
  });
}

export function usePayDays(isOn: boolean) {
  return useQuery({
    queryKey: [BUDGETS, "pay-days"],
    queryFn: ({ signal }) => get<Schemas["PayDaysOut"]>("/api/budgets/pay-days", { signal }),
    enabled: isOn,
  });
}

export function useTemplates(month: string) {
  return useQuery({
    queryKey: [BUDGETS, "templates", month],
    queryFn: ({ signal }) => get<Templates>("/api/budgets/templates", { params: { month }, signal }),
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

/** The median of the last periods of a kind, to suggest an amount from. */
export function usePeriodSuggestions(kind: PeriodKind) {
  return useQuery({
    queryKey: [BUDGETS, "period-suggestions", kind],
    queryFn: ({ signal }) =>
      get<PeriodSuggestion[]>("/api/budgets/period-suggestions", { params: { kind }, signal }),
    enabled: kind !== "once",
  });
}

export function useSpent(start: string | undefined, end: string | undefined, currency: string) {
  return useQuery({
    queryKey: [BUDGETS, "spent", start, end, currency],
    queryFn: ({ signal }) =>
      get<Spent[]>("/api/transactions/spending-by-category", {
        params: { start_date: start, end_date: end, currency },
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: start !== undefined,
  });
}

export interface MonthlyBudget {
  category_short_desc: string;
  name: string;
  month: string;
  amount_minor: number;
  rollover?: boolean;
  carries_debt?: boolean;
}

export interface NewLine {
  plan_id: number | null;
  category_short_desc: string;
  period: PeriodKind;
  carry: Carry;
  currency: string;
  amount_minor: number;
  starts_on: string;
  ends_on: string | null;
}

export interface NewTemplate {
  category_short_desc: string;
  priority: number;
  kind: TemplateKind;
  amount_minor: number | null;
  basis_points: number | null;
  due_on: string | null;
  weight: number | null;
}

/** What can be done with budgets. Each says what it did and can be taken back; a refusal is said too. */
export function useBudgetActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const refresh = () => {
      // A first read that is under way would answer with the state before the change, and is not asked again.
      void client
        .cancelQueries({ queryKey: [BUDGETS] })
        .then(() => client.invalidateQueries({ queryKey: [BUDGETS] }));
      void client.invalidateQueries({ queryKey: ["today"] });
    };
    const attempt = async (words: string, run: () => Promise<Changed>): Promise<boolean> => {
      try {
        undo.done(words, (await run()).change_id);
        return true;
      } catch (error) {
        toastFailure(sentenceFor(error));
        return false;
      } finally {
        refresh();
      }
    };
    const set = ({ name: _name, ...budget }: MonthlyBudget) =>
      post<Schemas["BudgetKept"]>("/api/budgets", budget);
    const budgetsFrom = async (from: string, to: string, overwrite: boolean): Promise<void> => {
      try {
        const done = await post<Schemas["BudgetsCopied"]>("/api/budgets/copy", {
          from_month: from,
          to_month: to,
          overwrite,
        });
        const name = formatMonthName(from, "long");
        if (!done.copied && !done.kept) return toast(`${name} has no budgets to copy`);
        const kept = done.kept ? `, ${done.kept} kept as they are` : "";
        undo.done(
          `${count(done.copied, "budget")} copied from ${name}${kept}`,
          done.change_id,
          done.kept && !overwrite
            ? [{ label: "Replace those too", run: () => void budgetsFrom(from, to, true) }]
            : [],
        );
      } catch (error) {
        toastFailure(sentenceFor(error));
      } finally {
        refresh();
      }
    };
    return {
      set: (budget: MonthlyBudget, words: string) => attempt(words, () => set(budget)),
      setMany: async (budgets: readonly MonthlyBudget[]) => {
        const changes: number[] = [];
        try {
          for (const budget of budgets) {
            const { change_id } = await set(budget);
            if (change_id !== null) changes.push(change_id);
          }
          undo.done(`${count(budgets.length, "budget")} set`, changes);
        } catch (error) {
          toastFailure(sentenceFor(error));
        }
        refresh();
      },
      addLine: (line: NewLine, name: string) =>
        attempt(`Budget of ${name} added`, () => post("/api/budgets/lines", line)),
      changeLine: (id: number, changes: Partial<NewLine>, words: string) =>
        attempt(words, () => patch(`/api/budgets/lines/${id}`, changes)),
      remove: (line: Line, month: string | null) => {
        const budgetId = month === null ? undefined : line.budget_ids[month];
        const path =
          line.line_id === null ? `/api/budgets/${budgetId}` : `/api/budgets/lines/${line.line_id}`;
        return attempt(`Budget of ${line.category_name} removed`, () => remove(path));
      },
      move: (body: Schemas["NewMove"], words: string) =>
        attempt(words, () => post("/api/budgets/moves", body)),
      removeMove: (id: number) => attempt("Move taken back", () => remove(`/api/budgets/moves/${id}`)),
      copy: budgetsFrom,
      dismiss: (alert: Alert, planId: number | null) =>
        attempt(`Alert of ${alert.category_name} dismissed`, () =>
          post("/api/budgets/alerts/dismiss", {
            plan_id: planId,
            category_short_desc: alert.category_short_desc,
            starts_on: alert.starts_on,
            threshold_percent: alert.threshold_percent,
          }),
        ),
      setPayDays: (days: readonly string[]) =>
        attempt(days.length ? "Pay days set" : "Pay days removed", () =>
          put("/api/budgets/pay-days", { days }),
        ),
      addPlan: async (plan: Schemas["NewPlan"], copyOf: number | null): Promise<number | null> => {
        try {
          const { type: _type, ...copy } = plan;
          const saved = copyOf
            ? await post<Schemas["BudgetChangeSaved"]>(`/api/budgets/plans/${copyOf}/copy`, copy)
            : await post<Schemas["BudgetChangeSaved"]>("/api/budgets/plans", plan);
          undo.done(`Budget ${plan.name} added`, saved.change_id);
          return saved.id;
        } catch (error) {
          toastFailure(sentenceFor(error));
          return null;
        } finally {
          refresh();
        }
      },
      changePlan: (
        id: number,
        changes: Partial<Schemas["NewPlan"]> & { is_archived?: boolean },
        words: string,
      ) => attempt(words, () => patch(`/api/budgets/plans/${id}`, changes)),
      removePlan: (plan: Plan) =>
        attempt(`Budget ${plan.name} removed`, () => remove(`/api/budgets/plans/${plan.id}`)),
      addTemplate: (template: NewTemplate, name: string) =>
        attempt(`Template for ${name} added`, () => post("/api/budgets/templates", template)),
      changeTemplate: (id: number, template: Omit<NewTemplate, "category_short_desc">, name: string) =>
        attempt(`Template for ${name} changed`, () => patch(`/api/budgets/templates/${id}`, template)),
      removeTemplate: (id: number, name: string) =>
        attempt(`Template for ${name} removed`, () => remove(`/api/budgets/templates/${id}`)),
      fill: (month: string, words: string) =>
        attempt(words, () => post<Schemas["TemplatesFilled"]>("/api/budgets/templates/fill", { month })),
    };
  }, [client, undo]);
}

export type BudgetActions = ReturnType<typeof useBudgetActions>;
