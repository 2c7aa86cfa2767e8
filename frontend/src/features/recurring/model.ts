/** How recurring series are grouped, worded and laid out on a calendar. All pure. */
import type { components } from "@/api/schema.gen";
import { addDays, formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { count, formatPercent } from "@/kit/words";

type Schemas = components["schemas"];
export type Series = Schemas["SeriesOut"];
export type Found = Schemas["FoundOut"];
export type Coming = Schemas["Coming"];
export type Kind = Series["kind"];
export type Unit = Series["unit"];

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "bill", label: "Bills" },
  { value: "loan", label: "Loans" },
  { value: "subscription", label: "Subscriptions" },
  { value: "income", label: "Money in" },
];

/** The rhythms that a person can choose, by `unit interval`. */
export const RHYTHMS: readonly { value: string; label: string }[] = [
  { value: "week 1", label: "Every week" },
  { value: "week 2", label: "Every 2 weeks" },
  { value: "week 4", label: "Every 4 weeks" },
  { value: "month 1", label: "Every month" },
  { value: "month 2", label: "Every 2 months" },
  { value: "month 3", label: "Every 3 months" },
  { value: "month 6", label: "Every 6 months" },
  { value: "year 1", label: "Every year" },
];

/** "month", "2 weeks": what stands behind "every". */
export function everyWords({ unit, interval }: { unit: Unit; interval: number }): string {
  return interval === 1 ? unit : `${interval} ${unit}s`;
}

export interface Group {
  kind: Kind;
  label: string;
  series: Series[];
}

/** The series of each kind that has some, in the order in which they fall due. */
export function groupsOf(series: readonly Series[]): Group[] {
  return KINDS.map(({ value, label }) => ({
    kind: value,
    label,
    series: series.filter(({ kind }) => kind === value).sort(byNextDue),
  })).filter((group) => group.series.length > 0);
}

function byNextDue(one: Series, other: Series): number {
  return (
    (one.next_due_on ?? "9").localeCompare(other.next_due_on ?? "9") || one.name.localeCompare(other.name)
  );
}

export interface News {
  words: string;
  /** Needs a look soon, or is broken. */
  tone: "plain" | "warning" | "bad";
  isRise: boolean;
}

const RECENT_RISE_DAYS = 60;
const CANCEL_SOON_DAYS = 30;

/** What is new about a series, the most pressing first: late, a day to cancel, a rise; else null. */
export function newsOf(series: Series, asOf: string): News | null {
  if (series.status === "active" && series.days_late > 0)
    return series.state === "lapsed"
      ? { words: `nothing since ${formatDay(series.last_on ?? asOf, asOf)}`, tone: "bad", isRise: false }
      : { words: `${count(series.days_late, "day")} late`, tone: "bad", isRise: false };
  if (series.cancel_by_on && series.cancel_by_on >= asOf)
    return {
      words: `cancel by ${formatDay(series.cancel_by_on, asOf)}`,
      tone: series.cancel_by_on <= addDays(asOf, CANCEL_SOON_DAYS) ? "warning" : "plain",
      isRise: false,
    };
  const last = series.steps[series.steps.length - 1];
  const before = series.steps[series.steps.length - 2];
  if (!last || !before || last.change === null) return null;
  const isRise = last.amount_minor > before.amount_minor;
  const difference = formatSize(Math.abs(last.amount_minor - before.amount_minor), series.currency);
  const isRecent = last.on >= addDays(asOf, -RECENT_RISE_DAYS);
  return {
    words: `${isRise ? "up" : "down"} ${difference} in ${formatDay(last.on, asOf)}`.replace(
      / \d+(, |$)/,
      "$1",
    ),
    tone: isRise && isRecent && !series.is_money_in ? "warning" : "plain",
    isRise,
  };
}

/** "33% in 2 prices": how far the price has come, or null while it never changed. */
export function riseWords(series: Series): string | null {
  const first = series.steps[0];
  const last = series.steps[series.steps.length - 1];
  if (!first || !last || first === last || !first.amount_minor) return null;
  const share = (last.amount_minor - first.amount_minor) / first.amount_minor;
  return `${share > 0 ? "up" : "down"} ${formatPercent(Math.abs(share))} since ${formatDay(first.on)}`;
}

export interface CalendarWeek {
  days: string[];
  entries: Coming[][];
  outMinor: number;
  inMinor: number;
}

/** Whole weeks from the one of `first` on, each with what falls due on its days. Sums are of one currency. */
export function weeksOf(
  first: string,
  weeks: number,
  coming: readonly Coming[],
  currency: string,
): CalendarWeek[] {
  const start = addDays(first, -new Date(`${first}T12:00:00`).getDay());
  return Array.from({ length: weeks }, (_, week) => {
    const days = Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day));
    const entries = days.map((day) => coming.filter(({ on }) => on === day));
    const paid = entries.flat().filter((entry) => entry.currency === currency);
    return {
      days,
      entries,
      outMinor: paid.reduce((sum, { amount_minor }) => sum + Math.max(0, amount_minor ?? 0), 0),
      inMinor: paid.reduce((sum, { amount_minor }) => sum + Math.max(0, -(amount_minor ?? 0)), 0),
    };
  });
}
