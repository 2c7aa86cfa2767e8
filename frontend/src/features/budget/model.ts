/** The thinking of Budget: which lines stand inside which, what they add up to, how periods are named. */
import type { components } from "@/api/schema.gen";
import type { Category } from "@/api/types";
import { isFixed } from "@/entities/categories/fixed";
import { addDays, addMonths, formatDay } from "@/kit/dates";
import { formatMonth } from "@/kit/month-names";

type Schemas = components["schemas"];
export type Overview = Schemas["BudgetOverview"];
export type Line = Schemas["PlanLine"];
export type PeriodKind = Line["period"];
export type Carry = Line["carry"];
export type Alert = Schemas["BudgetAlert"];
export type Move = Schemas["BudgetMoveOut"];
export type Plan = Schemas["PlanOut"];
export type Cards = Schemas["CardReserves"];
export type Templates = Schemas["TemplatePreview"];
export type TemplateRow = Schemas["TemplateRow"];
export type TemplateKind = TemplateRow["kind"];
export type Suggestion = Schemas["BudgetSuggestion"];
export type PeriodSuggestion = Schemas["PeriodSuggestion"];
export type Spent = Schemas["SpendingOut"];

export const PERIOD_NAMES: Record<PeriodKind, string> = {
  week: "Week",
  two_weeks: "Two weeks",
  payday: "Pay day",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
  once: "Once",
};
/** "a week", "every two weeks": what follows an amount. */
export const PER_PERIOD: Record<PeriodKind, string> = {
  week: "a week",
  two_weeks: "every two weeks",
  payday: "a pay day",
  month: "a month",
  quarter: "a quarter",
  year: "a year",
  once: "in all",
};
/** The views of the page, each with the key that chooses it. */
export const VIEWS: readonly PeriodKind[] = ["week", "payday", "month", "quarter", "year"];

export interface Group {
  id: number;
  /** Lines in another currency are a group of their own: amounts of two currencies never add up. */
  currency: string;
  short_desc: string;
  name: string;
  color: string | null;
  /** The main category's own line, which holds those below it. Without one the parts are only added up. */
  line: Line | null;
  parts: Line[];
  isFixed: boolean;
}

/** Main categories in the user's order, each with the lines below it; those in `currency` first. */
export function groupLines(
  lines: readonly Line[],
  categories: readonly Category[],
  currency: string,
): Group[] {
  const others = new Set(lines.map((line) => line.currency).filter((code) => code !== currency));
  return [currency, ...[...others].sort()].flatMap((code) =>
    groupsIn(
      lines.filter((line) => line.currency === code),
      categories,
    ),
  );
}

function groupsIn(lines: readonly Line[], categories: readonly Category[]): Group[] {
  const ids = [...new Set(lines.map((line) => line.parent_category_id ?? line.category_id))];
  const places = new Map(categories.map((category) => [category.id, category.position]));
  const placeOf = (id: number) => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return ids
    .map((id) => groupOf(id, lines, categories))
    .sort((a, b) => placeOf(a.id) - placeOf(b.id) || a.name.localeCompare(b.name));
}

function groupOf(id: number, lines: readonly Line[], categories: readonly Category[]): Group {
  const own = lines.find((line) => line.category_id === id) ?? null;
  const parts = lines
    .filter((line) => line.parent_category_id === id)
    .sort((a, b) => b.budgeted_minor - a.budgeted_minor);
  const category = categories.find((one) => one.id === id);
  return {
    id,
    currency: (own ?? parts[0])?.currency ?? "",
    short_desc: own?.category_short_desc ?? category?.short_desc ?? "",
    name: own?.category_name ?? parts[0]?.parent_category_name ?? "",
    color: own?.color ?? category?.color ?? parts[0]?.color ?? null,
    line: own,
    parts,
    isFixed: isFixed(id, categories),
  };
}

export interface Sums {
  budgeted: number;
  carried: number;
  spent: number;
  left: number;
}

/** What a line has in the days shown; what was moved to it is part of its budget. */
export function sumsOf(line: Line): Sums {
  return {
    budgeted: line.budgeted_minor + line.moved_minor,
    carried: line.carried_minor,
    spent: line.spent_minor,
    left: line.left_minor,
  };
}

/** A group's own line, or what its parts come to. */
export function groupSums(group: Group): Sums {
  return addSums((group.line ? [group.line] : group.parts).map(sumsOf));
}

export function addSums(all: readonly Sums[]): Sums {
  const sums = { budgeted: 0, carried: 0, spent: 0, left: 0 };
  for (const one of all) {
    sums.budgeted += one.budgeted;
    sums.carried += one.carried;
    sums.spent += one.spent;
    sums.left += one.left;
  }
  return sums;
}

/** "limit", "envelope with debt, $720.00 a year": what a line is. Its amount is said where its period is another one. */
export function kindWords(line: Line, shown: PeriodKind, amount: string): string {
  const kind = { nothing: "limit", surplus: "envelope", surplus_and_debt: "envelope with debt" }[line.carry];
  return line.period === shown ? kind : `${kind}, ${amount} ${PER_PERIOD[line.period]}`;
}

/** Which of the monthly budgets a change goes to: that of the month shown; null for all else. */
export function monthShown(overview: Pick<Overview, "kind" | "start">): string | null {
  return overview.kind === "month" ? overview.start.slice(0, 7) : null;
}

/** Lines that a line may be covered from: those that have something left in the same currency, most first. */
export function coveringLines(line: Line, lines: readonly Line[]): Line[] {
  return lines
    .filter((one) => one.category_id !== line.category_id && one.currency === line.currency)
    .filter((one) => one.own.left_minor > 0)
    .sort((a, b) => b.own.left_minor - a.own.left_minor);
}

/** "November 2026", "Nov 16 to Nov 22", "2026". */
export function periodName({ kind, start, end }: Pick<Overview, "kind" | "start" | "end">): string {
  if (kind === "month") return formatMonth(start.slice(0, 7), "long");
  if (kind === "year") return start.slice(0, 4);
  if (kind === "quarter")
    return `Quarter ${Math.floor((Number(start.slice(5, 7)) + 2) / 3)}, ${start.slice(0, 4)}`;
  return `${formatDay(start)} to ${formatDay(end)}`;
}

/** A day of the period before or after. */
export function stepped({ start, end }: Pick<Overview, "start" | "end">, by: -1 | 1): string {
  return by < 0 ? addDays(start, -1) : addDays(end, 1);
}

/** Spending that no line covers, neither its own nor its main category's. Most first. */
export function unbudgeted(spent: readonly Spent[], lines: readonly Line[]): Spent[] {
  const covered = new Set(lines.map((line) => line.category_id));
  return spent
    .filter((row) => row.total_minor !== 0 && !covered.has(row.id) && !covered.has(row.parent_id))
    .sort((a, b) => b.total_minor - a.total_minor);
}

/** How a template fills its line, in words; `amount` writes minor units. */
export function templateWords(row: TemplateRow, amount: (minor: number) => string): string {
  const minor = row.template_amount_minor ?? 0;
  switch (row.kind) {
    case "fixed":
      return "fixed";
    case "up_to":
      return `up to ${amount(minor)}`;
    case "refill_to":
      return `refill to ${amount(minor)}`;
    case "percent":
      return `${(row.basis_points ?? 0) / 100}% of income`;
    case "by_date":
      return `${amount(minor)} by ${formatDay(row.due_on ?? "")}`;
    case "remainder":
      return `rest, weight ${row.weight}`;
  }
}

export function nextMonth(today: string): string {
  return addMonths(today.slice(0, 7), 1);
}

/** Rounded up to something one would say: to 5 units below 100, to 10 above. */
export function roundUp(minor: number, unit: number): number {
  const step = (minor < 100 * unit ? 5 : 10) * unit;
  return Math.ceil(minor / step) * step;
}

export const groupKey = (group: Group) => `g${group.id}-${group.currency}`;
export const lineKey = (line: Line) => `b${line.category_id}-${line.currency}`;
