/** Everything the page shows, from its address. */
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useBaseCurrency } from "@/entities/app/queries";
import { addMonths, today } from "@/kit/dates";
import { monthsFrom } from "@/kit/month-names";
import {
  buildLines,
  likelyTotal,
  meanById,
  type SortBy,
  seriesById,
  sortLines,
  totalIfKnown,
  totalOf,
  usualMonth,
} from "./model";
import { outline, readOpen, wanted, writeOpen } from "./outline";
import { daysOf, isRunning, type Period, readPeriod, wholeMonths, writePeriod } from "./period";
import {
  useMerchantRows,
  useMerchants,
  useMonthCategories,
  useSameDaysBefore,
  useSpending,
  useTrend,
} from "./queries";

const YEAR = 12;

export function useSpendingPage() {
  const [address, setAddress] = useSearchParams();
  const asOf = today();
  const period = useMemo(() => readPeriod(address, asOf), [address, asOf]);
  const account = address.get("account_id");
  const days = daysOf(period, asOf);
  const currency = useBaseCurrency();
  const month = period.first.slice(0, 7);
  const isRunningMonth = period.kind === "month" && isRunning(period, asOf);

  const spending = useSpending(days, account);
  const before = useSameDaysBefore(month, Number(asOf.slice(8)), account, isRunningMonth);
  const chart = useChart(period, asOf, account, currency);

  const sort = readSort(address.get("sort"));
  const usualById = useMemo(
    () => (isRunningMonth && before ? meanById(before) : null),
    [isRunningMonth, before],
  );
  const lines = useMemo(
    () => sortLines(buildLines(spending.data ?? [], usualById), sort),
    [spending.data, usualById, sort],
  );

  const openText = address.get("open");
  const open = useMemo(() => readOpen(openText), [openText]);
  const asked = useMemo(() => wanted(open, lines), [open, lines]);
  const merchants = useMerchants(asked.categories, days, account);
  const rows = useMerchantRows(asked.merchants, days, account);
  const waiting = { items: [], isWaiting: true, isFailed: false };
  const shown = outline(lines, open, {
    merchants: (id) => merchants.get(id) ?? waiting,
    rows: (id, key) => rows.get(`${id}:${key}`) ?? waiting,
  });

  const spent = totalOf(lines, "total");
  const usual = period.kind === "month" ? usualMonth(chart.trend, month) : null;
  const usualToDate = isRunningMonth ? sumOfMeans(usual, usualById) : usual;
  const put = (name: string, value: string | null, replace = false) =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace },
    );

  return {
    asOf,
    address,
    period,
    days,
    account,
    currency,
    sort,
    spending,
    lines,
    shown,
    chart,
    isRunningMonth,
    spent,
    refunds: totalOf(lines, "refunds"),
    usual,
    usualToDate,
    lastYear: totalIfKnown(lines, "lastYear"),
    likely: isRunningMonth ? likelyTotal({ spent, usualToDate, usual }) : null,
    view: address.get("show") === "table" ? ("table" as const) : ("chart" as const),
    setPeriod: (next: Period) => setAddress((now) => writePeriod(now, next)),
    put,
    toggle(key: string) {
      const next = new Set(open);
      if (!next.delete(key)) next.add(key);
      put("open", writeOpen(next), true);
    },
  };
}

export type SpendingPageState = ReturnType<typeof useSpendingPage>;

/** The twelve months up to the newest; further back when the page is about an older one. */
function useChart(period: Period, asOf: string, account: string | null, currency: string) {
  const now = asOf.slice(0, 7);
  const end = period.last.slice(0, 7) < now ? period.last.slice(0, 7) : now;
  const isOld = end < addMonths(now, -(YEAR - 1));
  const last = isOld ? end : now;
  const reach = monthsFrom(addMonths(last, -(YEAR + 3)), now).length;
  const trend = useTrend(reach, account);
  const names = monthsFrom(addMonths(last, -(YEAR - 1)), last);
  const sums = useMonthCategories(names[0] ?? last, last, account === null);
  const series = useMemo(
    () => seriesById(sums.data ?? [], monthsFrom(addMonths(last, -(YEAR - 1)), last), currency),
    [sums.data, last, currency],
  );
  const all = trend.data ?? [];
  return {
    trend: all,
    months: all.filter((one) => one.month >= (names[0] ?? "") && one.month <= last),
    chosen: new Set(wholeMonths(period) ?? monthsFrom(period.first.slice(0, 7), period.last.slice(0, 7))),
    series: account === null ? series : null,
    isPending: trend.isPending,
  };
}

function sumOfMeans(usual: number | null, byId: ReadonlyMap<number, number> | null): number | null {
  if (usual === null || byId === null) return null;
  return [...byId.values()].reduce((sum, value) => sum + value, 0);
}

function readSort(text: string | null): SortBy {
  return text === "name" || text === "change" ? text : "spent";
}
