/** Everything the page shows, and its keys. */
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useBaseCurrency, useReportMonth, useToday } from "@/entities/app/queries";
import { useCategories } from "@/entities/categories/queries";
import { isDay } from "@/kit/dates";
import { isMonth } from "@/kit/month-names";
import { explainFigure } from "@/ui/explain-figure";
import { useCurrent } from "@/ui/use-current";
import {
  type Group,
  groupKey,
  groupLines,
  type Line,
  lineKey,
  monthShown,
  PERIOD_NAMES,
  type PeriodKind,
  stepped,
  unbudgeted,
  VIEWS,
} from "./model";
import { useBudgetActions, useOverview, usePlans, useSpent } from "./queries";

export function useBudgetPage() {
  const address = useAddress();
  const { kind, planId, showDay } = address;
  const overview = useOverview(address);
  const plans = usePlans();
  const baseCurrency = useBaseCurrency();
  const found = overview.data;
  const currency = found?.currency ?? baseCurrency;
  const spent = useSpent(found?.start, found?.end, currency);
  const { data: categories = [] } = useCategories();
  const actions = useBudgetActions();
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [editing, edit] = useState<string | null>(null);
  const [covering, cover] = useState<string | null>(null);

  const groups = useMemo(
    () => groupLines(found?.lines ?? [], categories, currency),
    [found, categories, currency],
  );
  const rows = useMemo(() => rowsOf(groups, closed), [groups, closed]);
  const fold = (id: number) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const month = found ? monthShown(found) : null;

  // While another period loads, the one before is still shown: a step from there would go elsewhere.
  const step = (by: -1 | 1) => found && !overview.isPlaceholderData && showDay(stepped(found, by));
  const coverAt = (line: Line | null | undefined) => line && cover(lineKey(line));
  const at = () => rows.find((row) => row.key === current);
  const { current, moveTo } = useCurrent(
    useMemo(() => rows.map((row) => row.key), [rows]),
    [
      { keys: ["Enter", "e"], label: "Change the amount", run: () => current !== null && edit(current) },
      { keys: "c", label: "Cover from another line", run: () => coverAt(at()?.line) },
      {
        keys: ["l", "ArrowRight", "h", "ArrowLeft"],
        label: "Open or close the parts",
        run: () => {
          const row = at();
          if (row?.group.parts.length) fold(row.group.id);
        },
      },
      {
        keys: "Delete",
        label: "Remove the budget",
        run: () => {
          const line = at()?.line;
          if (line) void actions.remove(line, month);
        },
      },
      { keys: "=", label: "Explain left to spend", run: () => explainFigure("budget.left") },
      { keys: "[", label: "Earlier", run: () => void step(-1) },
      { keys: "]", label: "Later", run: () => void step(1) },
      ...VIEWS.map((view, index) => ({
        keys: String(index + 1),
        label: `By ${PERIOD_NAMES[view].toLowerCase()}`,
        run: () => address.showKind(view),
      })),
    ],
  );

  return {
    ...address,
    kind,
    planId,
    overview,
    plan: plans.data?.find((plan) => plan.id === planId) ?? null,
    plans: plans.data ?? [],
    month,
    categories,
    currency,
    groups,
    unbudgeted: unbudgeted(spent.data ?? [], found?.lines ?? []),
    closed,
    fold,
    editing,
    edit,
    covering,
    cover,
    current,
    moveTo,
    actions,
  };
}

export type BudgetPageState = ReturnType<typeof useBudgetPage>;

function useAddress() {
  const [address, setAddress] = useSearchParams();
  const today = useToday();
  const reportMonth = useReportMonth();
  const plan = Number(address.get("plan"));
  const planId = Number.isInteger(plan) && plan > 0 ? plan : null;
  const asked = address.get("kind");
  const isKnown = (VIEWS as readonly string[]).includes(asked ?? "") || (asked === "once" && planId !== null);
  const kind = isKnown ? (asked as PeriodKind) : "month";
  const [month, day] = [address.get("month"), address.get("day")];
  const shownMonth = isMonth(month) ? month : reportMonth;
  const dayOfMonth = shownMonth === today.slice(0, 7) ? today : `${shownMonth}-01`;
  const shownDay = day && isDay(day) ? day : dayOfMonth;
  const put = (changes: Record<string, string | null>) =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  return {
    kind,
    day: shownDay,
    planId,
    showDay: (next: string) => put({ day: next, month: null }),
    showMonth: (next: string) => put({ month: next, day: null }),
    showKind: (next: PeriodKind) => put({ kind: next === "month" ? null : next }),
    showPlan: (next: number | null, isOnce: boolean) =>
      setAddress(next === null ? {} : { plan: String(next), ...(isOnce ? { kind: "once" } : {}) }),
  };
}

interface Row {
  key: string;
  group: Group;
  line: Line | null;
}

function rowsOf(groups: readonly Group[], closed: ReadonlySet<number>): Row[] {
  return groups.flatMap((group) => [
    { key: groupKey(group), group, line: group.line },
    ...(closed.has(group.id) ? [] : group.parts.map((part) => ({ key: lineKey(part), group, line: part }))),
  ]);
}
