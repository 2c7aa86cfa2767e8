/** What the page of net worth works out: ranges, the waterfall, the table as text. */
import type { NetWorthDrivers, NetWorthItem, NetWorthPoint } from "@/api/types";
import { addDays, addMonths, lastDayOf } from "@/kit/dates";
import { toInput } from "@/kit/money";

export const RANGES = ["6m", "1y", "2y", "5y", "all"] as const;
export type Range = (typeof RANGES)[number];
export const CHANGES = ["month", "year", "1y", "all"] as const;
export type ChangePeriod = (typeof CHANGES)[number];
export type Breakdown = "group" | "kind" | "currency" | "owner";

const MONTHS = { "6m": 6, "1y": 12, "2y": 24, "5y": 60 } as const;

/** The first day of a range: the end of a month, null for everything. */
export function sinceOf(range: Range, today: string): string | null {
  return range === "all" ? null : lastDayOf(addMonths(today.slice(0, 7), -MONTHS[range]));
}

/** The day at whose end a change begins; for everything the day before anything is known. */
export function fromOf(period: ChangePeriod, today: string, firstOn: string | null): string {
  const month = today.slice(0, 7);
  if (period === "month") return lastDayOf(addMonths(month, -1));
  if (period === "year") return `${Number(today.slice(0, 4)) - 1}-12-31`;
  if (period === "all") return addDays(firstOn ?? today, -1);
  const end = lastDayOf(addMonths(month, -12));
  return `${end.slice(0, 8)}${today.slice(8) < end.slice(8) ? today.slice(8) : end.slice(8)}`;
}

export interface Step {
  key: string;
  /** Edge and width in percent of the whole span. */
  left: number;
  width: number;
  kind: "end" | "up" | "down";
}

/** The bars of the waterfall: what was there, each cause from where the one before ended, what is there now. */
export function waterfall({ before_minor, after_minor, causes }: NetWorthDrivers): Step[] {
  let at = before_minor;
  const spans = [
    { key: "before", from: 0, to: before_minor, kind: "end" as const },
    ...causes.map(({ cause, figure }) => {
      const from = at;
      at += Number(figure.value ?? 0);
      return { key: cause, from, to: at, kind: at < from ? ("down" as const) : ("up" as const) };
    }),
    { key: "after", from: 0, to: after_minor, kind: "end" as const },
  ];
  const edges = spans.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(...edges);
  const span = Math.max(...edges) - low || 1;
  return spans.map(({ key, from, to, kind }) => ({
    key,
    left: ((Math.min(from, to) - low) / span) * 100,
    width: (Math.abs(to - from) / span) * 100,
    kind,
  }));
}

export interface PartOfItems {
  name: string;
  items: readonly NetWorthItem[];
}

/** The items of each part, in the order of the parts. */
export function itemsBy(
  by: Breakdown,
  names: readonly string[],
  items: readonly NetWorthItem[],
): PartOfItems[] {
  return names.map((name) => ({ name, items: items.filter((item) => item[by] === name) }));
}

/** The change of each point from the one before, null for the first and where one of both is unknown. */
export function changes(points: readonly NetWorthPoint[]): (number | null)[] {
  return points.map((point, at) => {
    const before = points[at - 1]?.value_minor ?? null;
    return point.value_minor === null || before === null ? null : point.value_minor - before;
  });
}

/** The history for a spreadsheet, oldest first; amounts as plain numbers. */
export function historyAsCsv(points: readonly NetWorthPoint[], currency: string): string {
  const amount = (minor: number | null) => (minor === null ? "" : toInput(minor, currency));
  const lines = points.map((point) =>
    [
      point.on,
      currency,
      amount(point.assets_minor),
      amount(point.debts_minor),
      amount(point.value_minor),
      point.is_known ? "known" : "computed",
    ].join(","),
  );
  return ["date,currency,assets,debts,net_worth,origin", ...lines, ""].join("\n");
}
