/** Everything the page shows, from its address. */
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useBaseCurrency, useReportMonth, useToday } from "@/entities/app/queries";
import { addMonths } from "@/kit/dates";
import { monthsFrom } from "@/kit/month-names";
import { buildLines, likelyTotal, type SortBy, seriesById, sortLines, totalOf } from "./model";
import { outline, readOpen, wanted, writeOpen } from "./outline";
import { daysOf, isRunning, type Period, readPeriod, wholeMonths, writePeriod } from "./period";
import {
  useMerchantRows,
  useMerchants,
  useMonthCategories,
  useSpending,
  useSpendingSummary,
  useTrend,
} from "./queries";

const YEAR = 12;

export function useSpendingPage() {
  const [address, setAddress] = useSearchParams();
  const asOf = useToday();
  const reportMonth = useReportMonth();
  const period = useMemo(() => readPeriod(address, reportMonth), [address, reportMonth]);
  const account = address.get("account_id");
  const days = daysOf(period, asOf);
  const baseCurrency = useBaseCurrency();
  const isRunningMonth = period.kind === "month" && isRunning(period, asOf);

  const wantedCurrency = address.get("currency");
  const spending = useSpending(days, account, wantedCurrency);
  const summary = useSpendingSummary(days, account, wantedCurrency);
  const currency = wantedCurrency ?? summary.data?.currency ?? baseCurrency;
  const chart = useChart(period, asOf, account, currency);

  const sort = readSort(address.get("sort"));
  const lines = useMemo(
    () => sortLines(buildLines(spending.data ?? [], isRunningMonth), sort),
    [spending.data, isRunningMonth, sort],
  );

  const openText = address.get("open");
  const open = useMemo(() => readOpen(openText), [openText]);
  const asked = useMemo(() => wanted(open, lines), [open, lines]);
  const merchants = useMerchants(asked.categories, days, account, currency);
  const rows = useMerchantRows(asked.merchants, days, account);
  const waiting = { items: [], isWaiting: true, isFailed: false };
  const shown = outline(lines, open, {
    merchants: (id) => merchants.get(id) ?? waiting,
    rows: (id, key) => rows.get(`${id}:${key}`) ?? waiting,
  });

  const spent = summary.data?.spent_minor ?? totalOf(lines, "total");
  const usual = summary.data?.usual_minor ?? null;
  const usualToDate = isRunningMonth ? (summary.data?.usual_to_date_minor ?? null) : usual;
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
    spentFigure: summary.data?.spent ?? null,
    refunds: summary.data?.refunds_minor ?? 0,
    otherCurrencies: summary.data?.other_currencies ?? [],
    toReview: summary.data?.to_review ?? 0,
    staged: summary.data?.staged ?? 0,
    usual,
    usualToDate,
    lastYear: summary.data?.last_year_minor ?? null,
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
  const trend = useTrend(reach, account, currency);
  const names = monthsFrom(addMonths(last, -(YEAR - 1)), last);
  const sums = useMonthCategories(names[0] ?? last, last, account === null);
  const series = useMemo(
    () => seriesById(sums.data ?? [], monthsFrom(addMonths(last, -(YEAR - 1)), last), currency),
    [sums.data, last, currency],
  );
  const all = trend.data ?? [];
  return {
    months: all.filter((one) => one.month >= (names[0] ?? "") && one.month <= last),
    chosen: new Set(wholeMonths(period) ?? monthsFrom(period.first.slice(0, 7), period.last.slice(0, 7))),
    series: account === null ? series : null,
    seriesMonths: names.length,
    isPending: trend.isPending,
  };
}

function readSort(text: string | null): SortBy {
  return text === "name" || text === "change" ? text : "spent";
}
