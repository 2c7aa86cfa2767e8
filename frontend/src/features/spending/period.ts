/** What span of days the page is about. It lives in the address: ?month=, ?year=, or ?from=&to=. */
import { addDays, addMonths, formatDay, isDay, lastDayOf } from "@/kit/dates";
import { formatMonth, formatMonthName, isMonth, monthsFrom } from "@/kit/month-names";

export type PeriodKind = "month" | "range" | "year";

export interface Period {
  kind: PeriodKind;
  first: string;
  last: string;
}

/** The period of the address; without one the month that reports open with. */
export function readPeriod(address: URLSearchParams, reportMonth: string): Period {
  const year = address.get("year");
  if (year && /^\d{4}$/.test(year)) return yearOf(year);
  const [from, to] = [address.get("from"), address.get("to")];
  if (from && to && isDay(from) && isDay(to) && from <= to) return { kind: "range", first: from, last: to };
  const month = address.get("month");
  return monthOf(isMonth(month) ? month : reportMonth);
}

export function writePeriod(address: URLSearchParams, period: Period): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const name of ["month", "year", "from", "to"]) next.delete(name);
  if (period.kind === "month") next.set("month", period.first.slice(0, 7));
  if (period.kind === "year") next.set("year", period.first.slice(0, 4));
  if (period.kind === "range") {
    next.set("from", period.first);
    next.set("to", period.last);
  }
  return next;
}

export function monthOf(month: string): Period {
  return { kind: "month", first: `${month}-01`, last: lastDayOf(month) };
}

export function yearOf(year: string): Period {
  return { kind: "year", first: `${year}-01-01`, last: `${year}-12-31` };
}

/** The same place seen as another kind: the month within the year, the last three months as a range. */
export function asKind(period: Period, kind: PeriodKind, asOf: string): Period {
  if (kind === period.kind) return period;
  const end = period.last < asOf ? period.last : asOf;
  const month = (end < period.first ? period.first : end).slice(0, 7);
  if (kind === "month") return monthOf(month);
  if (kind === "year") return yearOf(month.slice(0, 4));
  return { kind: "range", first: `${addMonths(month, -2)}-01`, last: lastDayOf(month) };
}

/** One month, one year, or as many days further on (or back). */
export function stepped(period: Period, step: 1 | -1): Period {
  if (period.kind === "month") return monthOf(addMonths(period.first.slice(0, 7), step));
  if (period.kind === "year") return yearOf(String(Number(period.first.slice(0, 4)) + step));
  const months = wholeMonths(period);
  if (months) {
    const first = addMonths(months[0] ?? "", step * months.length);
    return { kind: "range", first: `${first}-01`, last: lastDayOf(addMonths(first, months.length - 1)) };
  }
  const days = Math.round((Date.parse(period.last) - Date.parse(period.first)) / 86_400_000) + 1;
  return {
    kind: "range",
    first: addDays(period.first, step * days),
    last: addDays(period.last, step * days),
  };
}

/** What the backend is asked for: a running year ends with its running month, so that last year is cut the same. */
export function daysOf(period: Period, asOf: string): { start_date: string; end_date: string } {
  const isRunningYear = period.kind === "year" && isRunning(period, asOf);
  return { start_date: period.first, end_date: isRunningYear ? lastDayOf(asOf.slice(0, 7)) : period.last };
}

export function isRunning(period: Period, asOf: string): boolean {
  return period.first <= asOf && asOf < period.last;
}

/** The months of a period that is made of whole ones; null when it begins or ends inside a month. */
export function wholeMonths(period: Period): string[] | null {
  const [first, last] = [period.first.slice(0, 7), period.last.slice(0, 7)];
  return period.first === `${first}-01` && period.last === lastDayOf(last) ? monthsFrom(first, last) : null;
}

export function titleOf(period: Period): string {
  if (period.kind === "month") return formatMonth(period.first.slice(0, 7), "long");
  if (period.kind === "year") return period.first.slice(0, 4);
  return `${formatDay(period.first)} to ${formatDay(period.last)}`;
}

/** "Nov 1 to 21": what the figure covers so far. */
export function coverage(period: Period, asOf: string): string {
  if (!isRunning(period, asOf)) return titleOf(period);
  if (period.kind === "month") return `${formatMonthName(asOf.slice(0, 7))} 1 to ${Number(asOf.slice(8))}`;
  return `${formatDay(period.first, asOf)} to ${formatDay(asOf, asOf)}`;
}
