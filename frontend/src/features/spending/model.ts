/** The thinking of Spending: categories under their parents, against what is usual, and what a month will come to. */
import type { components } from "@/api/schema.gen";
import { NO_CATEGORY } from "@/entities/transactions/counted";

export type SpendingRow = components["schemas"]["SpendingOut"];
export type SpendingSummary = components["schemas"]["SummaryOut"];
export type MonthSum = components["schemas"]["MonthOut"];
export type MonthCategory = components["schemas"]["MonthCategoryOut"];

export interface SpendLine {
  id: number;
  name: string;
  color: string | null;
  total: number;
  refunds: number;
  count: number;
  /** What is usual by now; null without enough history. */
  usual: number | null;
  lastYear: number | null;
  children: SpendLine[];
}

export type SortBy = "spent" | "name" | "change";

/** Parents with their parts. While the month runs, usual is what is usual by this day. */
export function buildLines(rows: readonly SpendingRow[], isRunning: boolean): SpendLine[] {
  const parents = new Map<number, SpendLine>();
  for (const row of rows) {
    const parent = parents.get(row.parent_id) ?? emptyParent(row, isRunning);
    parents.set(row.parent_id, parent);
    parent.children.push(lineOf(row, isRunning));
  }
  return [...parents.values()].map(addUp);
}

export function sortLines(lines: readonly SpendLine[], by: SortBy): SpendLine[] {
  const order: Record<SortBy, (a: SpendLine, b: SpendLine) => number> = {
    spent: (a, b) => b.total - a.total,
    name: (a, b) => a.name.localeCompare(b.name),
    change: (a, b) => changeOf(b) - changeOf(a),
  };
  return [...lines]
    .sort(order[by])
    .map((line) => ({ ...line, children: [...line.children].sort(order[by]) }));
}

/** What is spent already and what usually still comes. */
export function likelyTotal(of: {
  spent: number;
  usualToDate: number | null;
  usual: number | null;
}): number | null {
  if (of.usual === null || of.usualToDate === null) return null;
  return of.spent + Math.max(0, of.usual - of.usualToDate);
}

/** Net spending of each category over these months, for the small bars. */
export function seriesById(
  sums: readonly MonthCategory[],
  months: readonly string[],
  currency: string,
): Map<number, number[]> {
  const series = new Map<number, number[]>();
  for (const sum of sums) {
    const at = months.indexOf(sum.month);
    if (at < 0 || sum.currency !== currency) continue;
    const values = series.get(sum.category_id) ?? months.map(() => 0);
    // Money in without a category is income.
    values[at] = sum.category_id === NO_CATEGORY ? sum.out_minor : sum.out_minor - sum.in_minor;
    series.set(sum.category_id, values);
  }
  return series;
}

export function addSeries(all: readonly (readonly number[] | undefined)[], length: number): number[] {
  return Array.from({ length }, (_, at) => all.reduce((sum, one) => sum + (one?.[at] ?? 0), 0));
}

export function totalOf(lines: readonly SpendLine[], what: "total" | "refunds" | "count"): number {
  return lines.reduce((sum, line) => sum + line[what], 0);
}

function emptyParent(row: SpendingRow, isRunning: boolean): SpendLine {
  return {
    id: row.parent_id,
    name: row.parent_display_name,
    color: row.parent_color,
    total: 0,
    refunds: 0,
    count: 0,
    usual: isRunning ? row.parent_usual_to_date_minor : row.parent_usual_minor,
    lastYear: row.parent_last_year_minor,
    children: [],
  };
}

function lineOf(row: SpendingRow, isRunning: boolean): SpendLine {
  return {
    id: row.id,
    name:
      row.id === row.parent_id && row.id !== NO_CATEGORY
        ? `Directly in ${row.display_name}`
        : row.display_name,
    color: row.color ?? row.parent_color,
    total: row.total_minor,
    refunds: row.refunds_minor,
    count: row.count,
    usual: isRunning ? row.usual_to_date_minor : row.usual_minor,
    lastYear: row.last_year_minor,
    children: [],
  };
}

function addUp(parent: SpendLine): SpendLine {
  const { children } = parent;
  return {
    ...parent,
    total: totalOf(children, "total"),
    refunds: totalOf(children, "refunds"),
    count: totalOf(children, "count"),
  };
}

function changeOf(line: SpendLine): number {
  const before = line.usual ?? line.lastYear;
  return before === null ? 0 : line.total - before;
}
