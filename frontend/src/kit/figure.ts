/** A figure as the backend explains it: its terms, what was left out, how complete it is. See docs/architecture.md. */
import { formatDay } from "./dates";
import { formatNet, minorDigits } from "./money";

/** Whole minor units are numbers, exact decimals are texts. */
export type FigureValue = number | string | null;

export interface FigureTerm {
  label: string;
  value: FigureValue;
  unit: string | null;
  operator: "add" | "multiply" | "divide";
  transaction_ids: readonly number[];
  query: string | null;
  figure_id: string | null;
  why: string | null;
  known_value: FigureValue;
}

export interface Figure {
  id: string;
  label: string;
  value: FigureValue;
  unit: string;
  as_of: string;
  period: { start: string; end: string } | null;
  terms: readonly FigureTerm[];
  excluded: readonly { reason: string; count: number; value_minor: number | null }[];
  completeness: {
    complete_through: string | null;
    missing: readonly { what: string; why: string }[];
  };
  known_value: FigureValue;
  before?: { as_of: string; value: number | string; changes: readonly FigureTerm[] } | null;
}

/** By how much a figure is more than it was before; null without an earlier value. */
export function changeOf({ value, before }: Figure): FigureValue {
  if (!before || value === null) return null;
  if (typeof value === "number" && typeof before.value === "number") return value - before.value;
  return String(Number(value) - Number(before.value));
}

/** `$1,234.50`, `6.67 %`, `12.5 shares`; below zero with a minus. */
export function formatValue(value: number | string, unit: string): string {
  if (unit === "percent") return `${formatDecimal(value, 2)} %`;
  if (!/^[A-Z]{3}$/.test(unit)) return `${formatDecimal(value, 8)} ${unit}`;
  if (typeof value === "number") return formatNet(value, unit);
  return `${formatDecimal(value, 8, minorDigits(unit))} ${unit}`;
}

/** The sign of a term in the sum, and its value without that sign. */
export function termParts(term: FigureTerm, isFirst: boolean, unit: string): { sign: string; value: string } {
  const { value, operator } = term;
  const isNegative = value !== null && String(value).startsWith("-");
  const sign = { add: isNegative ? "−" : isFirst ? "" : "+", multiply: "×", divide: "÷" }[operator];
  if (value === null) return { sign, value: "no value" };
  const size = operator === "add" && isNegative ? withoutSign(value) : value;
  return { sign, value: formatValue(size, term.unit ?? unit) };
}

/** Up to which day a figure is complete, or what it lacks, in one line. */
export function completenessWords({ completeness }: Figure): string | null {
  const [first, ...others] = completeness.missing;
  if (first) return `${first.what}: ${first.why}${others.length ? `, and ${others.length} more` : ""}`;
  return completeness.complete_through && `Complete through ${formatDay(completeness.complete_through)}`;
}

/** The figure with its terms as lines of text with tabs, for the clipboard. */
export function figureAsText(figure: Figure): string {
  const lines = figure.terms.map((term, at) => {
    const { sign, value } = termParts(term, at === 0, figure.unit);
    return `${sign}\t${term.label}\t${value}`;
  });
  const result = figure.value === null ? "no value" : formatValue(figure.value, figure.unit);
  const missing = figure.completeness.missing.map(({ what, why }) => `${what}: ${why}`);
  return [
    `${figure.label}, ${formatDay(figure.as_of)}`,
    ...lines,
    `=\t${figure.label}\t${result}`,
    ...missing,
  ].join("\n");
}

function withoutSign(value: number | string): number | string {
  return typeof value === "number" ? -value : value.slice(1);
}

function formatDecimal(value: number | string, maximum: number, minimum = 0): string {
  const format = { minimumFractionDigits: minimum, maximumFractionDigits: maximum };
  return Number(value).toLocaleString(undefined, format).replace("-", "−");
}
