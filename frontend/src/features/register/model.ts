/** The thinking of the register: the range, the axis and the marks of its balance chart. */
import type { AccountRegister } from "@/api/types";
import type { Mark } from "@/charts/line-chart";
import { ticksFor } from "@/charts/scale";
import { formatMonth } from "@/kit/dates";

export const RANGES = [
  { value: "6m", label: "6 m" },
  { value: "1y", label: "1 y" },
  { value: "all", label: "All" },
] as const;
export type ChartRange = (typeof RANGES)[number]["value"];
export const CHART_DAYS: Record<ChartRange, number> = { "6m": 180, "1y": 366, all: 40_000 };

type Days = AccountRegister["days"];

/** The first day of each month, at most eight of them. */
export function monthMarks(days: Days): { at: number; text: string }[] {
  const starts = days.flatMap(({ on }, at) =>
    at > 0 && on.slice(0, 7) !== days[at - 1]?.on.slice(0, 7) ? [{ at, month: on.slice(0, 7) }] : [],
  );
  const step = Math.max(1, Math.ceil(starts.length / 8));
  return starts
    .filter((_, index) => index % step === 0)
    .map(({ at, month }) => ({ at, text: formatMonth(month) }));
}

/** A mark at each stated balance: on the line, or above it where something is unexplained. */
export function marksOf(days: Days, statements: AccountRegister["statements"]): Mark[] {
  const first = days[0]?.on ?? "";
  return statements.flatMap(({ on, balance_minor, unexplained_minor }) => {
    const at = days.findIndex((day) => day.on >= on);
    if (on < first || at < 0 || !unexplained_minor) return [];
    return [{ at, value: balance_minor, kind: "above" as const }];
  });
}

/** Grid lines that include zero only if the balance comes near it, so that a small change stays visible. */
export function ticksOfBalances(values: readonly number[]): number[] {
  return ticksFor([...values, 0]);
}
