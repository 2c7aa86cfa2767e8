/** Which months of an account are there: as years of twelve, in stretches, in words. All pure. */
import type { BalanceGap, Coverage, CoveredMonth } from "@/api/types";
import { addDays, addMonths, formatDay, lastDayOf } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { formatMonth } from "@/kit/month-names";
import { count, listOf, plural } from "@/kit/words";

export interface Year {
  year: string;
  /** Twelve; null where the account has not begun or has ended. */
  months: readonly (CoveredMonth | null)[];
}

/** Newest year first. */
export function yearsOf(months: readonly CoveredMonth[]): Year[] {
  const known = new Map(months.map((month) => [month.month, month]));
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort().reverse();
  return years.map((year) => ({
    year,
    months: Array.from(
      { length: 12 },
      (_, at) => known.get(`${year}-${String(at + 1).padStart(2, "0")}`) ?? null,
    ),
  }));
}

/** How full a month is beside the fullest, from 1 to 4. */
export function levelOf(rows: number, most: number): 1 | 2 | 3 | 4 {
  const level = Math.ceil((rows / Math.max(1, most)) * 4);
  return Math.min(4, Math.max(1, level)) as 1 | 2 | 3 | 4;
}

export interface Stretch {
  first: string;
  last: string;
  months: number;
}

/** Missing months that follow each other are one stretch. */
export function missingIn(months: readonly CoveredMonth[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { month, state } of months) {
    if (state !== "missing") continue;
    const before = found[found.length - 1];
    if (before && addMonths(before.last, 1) === month) {
      before.last = month;
      before.months += 1;
    } else found.push({ first: month, last: month, months: 1 });
  }
  return found;
}

/** "Mar 2024" or "Mar 2024 to May 2024" */
export function describeStretch({ first, last }: Stretch): string {
  return first === last ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(last)}`;
}

/** "March 2024: 23 transactions" */
export function describeMonth({ month, count: rows, state }: CoveredMonth): string {
  const name = formatMonth(month, "long");
  if (state === "rows") return `${name}: ${count(rows, "transaction")}`;
  return state === "quiet" ? `${name}: no activity (confirmed by a statement)` : `${name}: missing`;
}

/** "Jan 2023 to Nov 2026" */
export function describeSpan(months: readonly CoveredMonth[]): string {
  const [first] = months;
  const last = months[months.length - 1];
  return first && last
    ? describeStretch({ first: first.month, last: last.month, months: months.length })
    : "";
}

/** What the balances of two days say that the rows between them do not. */
export function describeGap({ missing_minor }: BalanceGap, currency: string): string {
  const size = formatSize(missing_minor, currency);
  return missing_minor > 0
    ? `the account has ${size} more than its transactions add up to`
    : `the account has ${size} less than its transactions add up to`;
}

export function describeGapDays({ from_on, to_on }: BalanceGap): string {
  return `${formatDay(from_on)} to ${formatDay(to_on)}`;
}

export function addressOfMonth(account: number, { month, state }: CoveredMonth): string {
  if (state === "missing") return `/import?account_id=${account}`;
  return rowsBetween(account, `${month}-01`, lastDayOf(month));
}

/** The rows after the evening of the first balance, up to that of the second. */
export function addressOfGap(account: number, { from_on, to_on }: BalanceGap): string {
  return rowsBetween(account, addDays(from_on, 1), to_on);
}

function rowsBetween(account: number, first: string, last: string): string {
  return `/data?account_id=${account}&start_date=${first}&end_date=${last}`;
}

/** "2 accounts have missing months, and balances of 1 account do not match its transactions." */
export function describeAll(accounts: readonly Coverage[]): string {
  const missing = accounts.filter((account) => missingIn(account.months).length).length;
  const apart = accounts.filter((account) => account.gaps.length).length;
  const parts = [
    missing > 0 && `${count(missing, "account")} ${plural(missing, "has", "have")} missing months`,
    apart > 0 && `the balances of ${count(apart, "account")} do not match the transactions`,
  ].filter((part): part is string => Boolean(part));
  if (!parts.length) return "No month is missing and every stated balance matches.";
  const sentence = listOf(parts);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
