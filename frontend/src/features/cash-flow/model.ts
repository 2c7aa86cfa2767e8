/** How cash flow is worded and turned into a drawing. All pure. */
import type { components } from "@/api/schema.gen";
import type { FlowBar } from "@/charts/flow-bars";
import type { FlowPart } from "@/charts/flow-chart";
import { addDays, formatDay, formatMonth } from "@/kit/dates";
import { formatNet, formatSignedNet, formatSize } from "@/kit/money";

type Schemas = components["schemas"];
export type CashFlow = Schemas["CashFlowOut"];
export type CashLine = Schemas["CashLineOut"];
export type CashPeriod = Schemas["CashPeriodOut"];
export type Kind = CashFlow["kind"];

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "month", label: "Month" },
  { value: "two_weeks", label: "2 weeks" },
  { value: "week", label: "Week" },
];

/** "November 2026", or "Nov 20 to Dec 3". */
export function nameOf(kind: Kind, { start, end }: { start: string; end: string }): string {
  return kind === "month"
    ? formatMonth(start.slice(0, 7), "long")
    : `${formatDay(start)} to ${formatDay(end)}`;
}

export function barsOf({ kind, periods, currency }: CashFlow): FlowBar[] {
  return periods.map((period) => ({
    key: period.start,
    label: kind === "month" ? formatMonth(period.start.slice(0, 7)).slice(0, 3) : formatDay(period.start),
    sentence:
      `${kind === "month" ? formatMonth(period.start.slice(0, 7)) : nameOf(kind, period)}: in ${formatSize(period.income_minor, currency)}, ` +
      `out ${formatNet(period.spent_minor, currency)}, kept ${formatSignedNet(period.kept_minor, currency)}`,
    inMinor: Math.max(0, period.income_minor),
    outMinor: Math.max(0, period.spent_minor),
  }));
}

const KEPT = "var(--color-money-in)";
const OTHER = "var(--color-ink-3)";

/** Both sides of the flow; what was spent beyond the income comes from what was there before. */
export function partsOf(flow: CashFlow): { sources: FlowPart[]; targets: FlowPart[] } {
  const part = (line: CashLine, color: string): FlowPart => ({
    key: `${line.side} ${line.key ?? ""}`,
    name: line.name,
    minor: line.amount_minor,
    color,
  });
  const positive = flow.lines.filter(({ amount_minor }) => amount_minor > 0);
  const sources = positive.filter(({ side }) => side === "in").map((line) => part(line, KEPT));
  const targets = positive
    .filter(({ side }) => side === "out")
    .map((line) => part(line, line.color ?? OTHER));
  const left = sumOf(sources) - sumOf(targets);
  if (left > 0) targets.unshift({ key: "kept", name: "Kept", minor: left, color: KEPT });
  if (left < 0) sources.push({ key: "before", name: "From before", minor: -left, color: OTHER });
  return { sources, targets };
}

function sumOf(parts: readonly FlowPart[]): number {
  return parts.reduce((sum, { minor }) => sum + minor, 0);
}

/** The search of the page Transactions for the days of a period. */
export function daysQuery({ start, end }: { start: string; end: string }): string {
  return `start_date=${start}&end_date=${end}`;
}

/** The day by which the periods before or after are asked for. */
export function stepped(flow: CashFlow, by: -1 | 1): string {
  const first = flow.periods[0]?.start ?? flow.shown.start;
  const last = flow.periods[flow.periods.length - 1]?.end ?? flow.shown.end;
  return by < 0 ? addDays(first, -1) : addDays(last, daysBetween(first, last));
}

function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
}
