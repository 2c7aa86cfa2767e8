/** The thinking of Budget: which budgets stand inside which, how the month goes, what has no budget. */
import type { components } from "@/api/schema.gen";
import type { Category } from "@/api/types";
import { isFixed } from "@/entities/categories/fixed";

export type Budget = components["schemas"]["BudgetLine"];
export type Suggestion = components["schemas"]["BudgetSuggestion"];
export type Summary = components["schemas"]["BudgetSummary"];
export type Spent = components["schemas"]["SpendingOut"];

export interface BudgetGroup {
  id: number;
  short_desc: string;
  name: string;
  color: string | null;
  /** The main category's own budget, which holds those below it. Without one the parts are only added up. */
  budget: Budget | null;
  parts: Budget[];
  isFixed: boolean;
}

/** Main categories in the user's order, each with the budgets below it. */
export function groupBudgets(budgets: readonly Budget[], categories: readonly Category[]): BudgetGroup[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const ids = [...new Set(budgets.map((budget) => budget.parent_category_id ?? budget.category_id))];
  return ids
    .map((id) => groupOf(id, budgets, categories))
    .sort((a, b) => placeOf(byId, a.id) - placeOf(byId, b.id) || a.name.localeCompare(b.name));
}

function groupOf(id: number, budgets: readonly Budget[], categories: readonly Category[]): BudgetGroup {
  const own = budgets.find((budget) => budget.category_id === id) ?? null;
  const parts = budgets
    .filter((budget) => budget.parent_category_id === id)
    .sort((a, b) => b.budgeted_minor - a.budgeted_minor);
  const category = categories.find((one) => one.id === id);
  return {
    id,
    short_desc: own?.category_short_desc ?? category?.short_desc ?? "",
    name: own?.category_name ?? parts[0]?.parent_category_name ?? "",
    color: own?.color ?? category?.color ?? parts[0]?.color ?? null,
    budget: own,
    parts,
    isFixed: isFixed(id, categories),
  };
}

function placeOf(categories: ReadonlyMap<number, Category>, id: number): number {
  return categories.get(id)?.position ?? Number.MAX_SAFE_INTEGER;
}

export interface Sums {
  budgeted: number;
  rolled: number;
  spent: number;
  left: number;
}

/** A group's own budget, or what its parts come to. */
export function sumsOf(group: BudgetGroup): Sums {
  const counted = group.budget ? [group.budget] : group.parts;
  return counted.reduce(
    (sums, one) => ({
      budgeted: sums.budgeted + one.budgeted_minor,
      rolled: sums.rolled + one.rolled_minor,
      spent: sums.spent + one.spent_minor,
      left: sums.left + one.remaining_minor,
    }),
    { budgeted: 0, rolled: 0, spent: 0, left: 0 },
  );
}

export function addSums(all: readonly Sums[]): Sums {
  return all.reduce(
    (sums, one) => ({
      budgeted: sums.budgeted + one.budgeted,
      rolled: sums.rolled + one.rolled,
      spent: sums.spent + one.spent,
      left: sums.left + one.left,
    }),
    { budgeted: 0, rolled: 0, spent: 0, left: 0 },
  );
}

/** What may still be spent per day, today included; null when the month does not run or nothing is left. */
export function perDay(summary: Summary): { minor: number; days: number } | null {
  const days = summary.days_in_month - summary.day + 1;
  if (summary.day < 1 || summary.day >= summary.days_in_month || summary.remaining_minor <= 0) return null;
  return { minor: Math.floor(summary.remaining_minor / days), days };
}

/** Spending that no budget covers, neither its own nor its main category's. Most first. */
export function unbudgeted(spent: readonly Spent[], budgets: readonly Budget[]): Spent[] {
  const covered = new Set(budgets.map((budget) => budget.category_id));
  return spent
    .filter((row) => row.total_minor !== 0 && !covered.has(row.id) && !covered.has(row.parent_id))
    .sort((a, b) => b.total_minor - a.total_minor);
}

/** Rounded up to something one would say: to 5 units below 100, to 10 above. */
export function roundUp(minor: number, unit: number): number {
  const step = (minor < 100 * unit ? 5 : 10) * unit;
  return Math.ceil(minor / step) * step;
}

export const groupKey = (group: BudgetGroup) => `g${group.id}`;
export const partKey = (budget: Budget) => `b${budget.id}`;
