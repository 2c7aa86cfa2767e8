/** What the page Forecast works out of an answer: days with their items, the axis, and how good it was. */
import type { components } from "@/api/schema.gen";
import { addDays } from "@/kit/dates";
import type { Forecast } from "./queries";

export type Line = components["schemas"]["ForecastLine"];
export type Item = components["schemas"]["ForecastItem"];
export type Score = components["schemas"]["ForecastScore"];

export const HORIZONS = ["30", "90", "365"] as const;
export type Horizon = (typeof HORIZONS)[number];

/** One thing that moves the line on a day; positive is money out of it. */
export interface DayItem {
  name: string;
  origin: string;
  minor: number;
}

export interface Day {
  on: string;
  change: number;
  balance: number;
  low: number | null;
  high: number | null;
  items: DayItem[];
}

const ORIGINS: Record<Item["source"], string> = {
  series: "Recurring",
  detected: "Recurring, not confirmed",
  planned: "Already booked",
  loan: "Loan terms",
  goal: "Goal",
  scenario: "Scenario",
};

const USUAL_PACE = "Usual pace";
const BUDGET_PACE = "Budget pace";
const PLANNED: ReadonlySet<Item["source"]> = new Set(["loan", "goal"]);

/** The days ahead of a line with what moves it on each; `scenarios` has the names of accepted ones by series. */
export function daysOf(
  forecast: Forecast,
  line: Line,
  scenarios: ReadonlyMap<number, string> = new Map(),
): Day[] {
  const names = new Map(forecast.lines.map(({ account_id, name }) => [account_id, name]));
  const own = (id: number | null) =>
    line.account_id === null
      ? forecast.lines.some((each) => each.account_id === id && each.currency === line.currency)
      : id === line.account_id;
  const byDay = new Map<string, DayItem[]>();
  const put = (on: string, item: DayItem) => byDay.set(on, [...(byDay.get(on) ?? []), item]);
  for (const { on, name, source, source_id, amount_minor, account_id, to_account_id } of forecast.items) {
    const leaves = own(account_id);
    const arrives = to_account_id !== null && own(to_account_id);
    if (leaves === arrives) continue;
    const other = names.get(leaves ? to_account_id : account_id);
    const isTransfer = to_account_id !== null && other !== undefined;
    const scenario = source === "series" && source_id !== null ? scenarios.get(source_id) : undefined;
    put(on, {
      name: isTransfer ? `${leaves ? "To" : "From"} ${other}` : name,
      origin: scenario
        ? `Scenario: ${scenario}`
        : isTransfer && !PLANNED.has(source)
          ? "Own account"
          : ORIGINS[source],
      minor: leaves ? amount_minor : -amount_minor,
    });
  }
  return line.ahead.slice(1).map((balance, at) => {
    const on = addDays(forecast.as_of, at + 1);
    const paced = line.pace[at] ?? 0;
    const budgeted = line.budgeted[at] ?? 0;
    const items = [...(byDay.get(on) ?? [])];
    if (budgeted) items.push({ name: "What is left of budgets", origin: BUDGET_PACE, minor: budgeted });
    if (paced) items.push({ name: "What does not recur", origin: USUAL_PACE, minor: paced });
    return {
      on,
      change: balance - (line.ahead[at] ?? 0),
      balance,
      low: line.low?.[at + 1] ?? null,
      high: line.high?.[at + 1] ?? null,
      items,
    };
  });
}

/** The days on which something is due. */
export function daysThatMatter(days: readonly Day[]): Day[] {
  return days.filter(({ items }) =>
    items.some(({ origin }) => origin !== USUAL_PACE && origin !== BUDGET_PACE),
  );
}

/** Where the labels of the axis stand: today and the first of each month, at most seven. */
export function axisOf(first: string, length: number, todayAt: number): { at: number; on: string }[] {
  const firsts = Array.from({ length }, (_, at) => at)
    .map((at) => ({ at, on: addDays(first, at) }))
    .filter(({ at, on }) => on.endsWith("-01") && Math.abs(at - todayAt) > length / 9 && at < length * 0.97);
  const step = Math.max(1, Math.ceil(firsts.length / 6));
  return [{ at: todayAt, on: addDays(first, todayAt) }, ...firsts.filter((_, index) => index % step === 0)];
}

export interface TrackRecord {
  /** Kept forecasts if there are any, else ones that were made again for past days. */
  isKept: boolean;
  rows: Score[];
  meanOff: number;
  /** The mean errors of this forecast and of two simpler methods for the same past days; null if not compared. */
  baselines: { ours: number; schedulesOnly: number; burn: number; days: number } | null;
  inside: number;
  judged: number;
}

/** How good the forecasts of a line were; null if none could be compared yet. */
export function trackRecord(forecast: Forecast, accountId: number | null): TrackRecord | null {
  const of = (scores: readonly Score[]) => scores.filter(({ account_id }) => account_id === accountId);
  const kept = of(forecast.scored);
  const rows = kept.length ? kept : of(forecast.tested);
  if (!rows.length) return null;
  const compared = forecast.tested.filter(
    ({ account_id, burn_minor, schedules_only_minor }) =>
      account_id === accountId && burn_minor !== null && schedules_only_minor !== null,
  );
  const judged = rows.filter(({ is_inside }) => is_inside !== null);
  return {
    isKept: kept.length > 0,
    rows,
    meanOff: meanSize(rows.map(({ off_minor }) => off_minor)),
    baselines: compared.length
      ? {
          ours: meanSize(compared.map(({ off_minor }) => off_minor)),
          schedulesOnly: meanSize(compared.map((each) => each.was_minor - (each.schedules_only_minor ?? 0))),
          burn: meanSize(compared.map((each) => each.was_minor - (each.burn_minor ?? 0))),
          days: compared.length,
        }
      : null,
    inside: judged.filter(({ is_inside }) => is_inside).length,
    judged: judged.length,
  };
}

function meanSize(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length);
}

/** The account that falls below zero first, if one does. */
export function firstBelowZero(lines: readonly Line[]): Line | null {
  const falling = lines.filter(
    ({ account_id, below_zero_on }) => account_id !== null && below_zero_on !== null,
  );
  return falling.sort((a, b) => (a.below_zero_on ?? "").localeCompare(b.below_zero_on ?? ""))[0] ?? null;
}

/** The line to begin with: what falls below zero first, else the account that bills are paid from with the least ahead. */
export function mostPressing(lines: readonly Line[]): Line | undefined {
  const checking = lines.filter(({ account_type }) => account_type === "checking");
  const lowest = checking.sort((a, b) => a.lowest_minor - b.lowest_minor)[0];
  return firstBelowZero(lines) ?? lowest ?? lines[0];
}

/** Grid lines from about the lowest to about the highest value, where zero is far away. */
export function closeTicks(values: readonly number[]): number[] | undefined {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low <= 0 || low < high - low) return undefined;
  const rough = Math.max(1, (high - low) / 3);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * size >= rough) ?? 10) * size;
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, at) => (first + at) * step);
}
