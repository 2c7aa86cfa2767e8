/** Everything the page shows, and its keys. */
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useBaseCurrency, useReportMonth } from "@/entities/app/queries";
import { useCategories } from "@/entities/categories/queries";
import { addMonths } from "@/kit/dates";
import { isMonth } from "@/kit/month-names";
import { useCurrent } from "@/ui/use-current";
import { type Budget, type BudgetGroup, groupBudgets, groupKey, partKey, unbudgeted } from "./model";
import { toggleRollover } from "./parts/budget-row";
import { useBudgetActions, useBudgets, useSpent, useSummary } from "./queries";

export function useBudgetPage() {
  const [address, setAddress] = useSearchParams();
  const asked = address.get("month");
  const reportMonth = useReportMonth();
  const month = isMonth(asked) ? asked : reportMonth;
  const budgets = useBudgets(month);
  const summary = useSummary(month);
  const baseCurrency = useBaseCurrency();
  const spent = useSpent(month, baseCurrency);
  const { data: categories = [] } = useCategories();
  const actions = useBudgetActions(month);
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [editing, edit] = useState<string | null>(null);

  const groups = useMemo(() => groupBudgets(budgets.data ?? [], categories), [budgets.data, categories]);
  const rows = useMemo(() => rowsOf(groups, closed), [groups, closed]);
  const setMonth = (next: string) => setAddress({ month: next });
  const fold = (id: number) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  const at = () => rows.find((row) => row.key === current);
  const { current, moveTo } = useCurrent(
    useMemo(() => rows.map((row) => row.key), [rows]),
    [
      { keys: ["Enter", "e"], label: "Change the amount", run: () => current !== null && edit(current) },
      {
        keys: ["l", "ArrowRight", "h", "ArrowLeft"],
        label: "Open or close the parts",
        run: () => {
          const row = at();
          if (row?.group.parts.length) fold(row.group.id);
        },
      },
      {
        keys: "r",
        label: "Roll over or reset",
        run: () => {
          const budget = at()?.budget;
          if (budget)
            toggleRollover(
              budget,
              { short_desc: budget.category_short_desc, name: budget.category_name },
              actions,
            );
        },
      },
      {
        keys: "Delete",
        label: "Remove the budget",
        run: () => {
          const budget = at()?.budget;
          if (budget) void actions.remove(budget);
        },
      },
      { keys: "[", label: "One month back", run: () => setMonth(addMonths(month, -1)) },
      { keys: "]", label: "One month on", run: () => setMonth(addMonths(month, 1)) },
    ],
  );

  const { day = 0, days_in_month: days = 30 } = summary.data ?? {};
  return {
    month,
    setMonth,
    budgets,
    summary,
    categories,
    currency: summary.data?.currency ?? baseCurrency,
    groups,
    unbudgeted: unbudgeted(spent.data ?? [], budgets.data ?? []),
    pace: day > 0 && day < days ? day / days : null,
    closed,
    fold,
    editing,
    edit,
    current,
    moveTo,
    actions,
  };
}

export type BudgetPageState = ReturnType<typeof useBudgetPage>;

interface Row {
  key: string;
  group: BudgetGroup;
  budget: Budget | null;
}

function rowsOf(groups: readonly BudgetGroup[], closed: ReadonlySet<number>): Row[] {
  return groups.flatMap((group) => [
    { key: groupKey(group), group, budget: group.budget },
    ...(closed.has(group.id) ? [] : group.parts.map((part) => ({ key: partKey(part), group, budget: part }))),
  ]);
}
