/** What the page Planning works out: a line's form, its rhythm in words, and where the income goes. */
import { evaluateAmount } from "@/kit/arithmetic";
import { isDay } from "@/kit/dates";
import { toInput } from "@/kit/money";
import type { AllocationFields, Line, LineFields, Scenario } from "./queries";

export const UNITS: readonly { value: Line["unit"]; label: string }[] = [
  { value: "once", label: "Once" },
  { value: "week", label: "Weeks" },
  { value: "month", label: "Months" },
  { value: "year", label: "Years" },
];

/** "every 2 weeks", "every month, before weekends". */
export function repeatWords({ unit, interval, shift }: Pick<Line, "unit" | "interval" | "shift">): string {
  const rhythm = unit === "once" ? "once" : interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
  const moved = { none: "", before: ", before weekends", after: ", after weekends" }[shift];
  return rhythm + moved;
}

export interface LineForm {
  kind: Line["kind"];
  name: string;
  amount: string;
  from: string;
  unit: Line["unit"];
  interval: string;
  shift: Line["shift"];
  category: string | null;
  replaces: number | null;
}

export function formOf(line: Line | null, currency: string): LineForm {
  if (!line)
    return {
      kind: "bill",
      name: "",
      amount: "",
      from: "",
      unit: "month",
      interval: "1",
      shift: "none",
      category: null,
      replaces: null,
    };
  return {
    kind: line.kind,
    name: line.name,
    amount: toInput(Math.abs(line.amount_minor), currency),
    from: line.anchor_on,
    unit: line.unit,
    interval: String(line.interval),
    shift: line.shift,
    category: null,
    replaces: line.replaces_series_id,
  };
}

export function errorsIn(form: LineForm, currency: string): Partial<Record<keyof LineForm, string>> {
  const errors: Partial<Record<keyof LineForm, string>> = {};
  if (!form.name.trim()) errors.name = "It needs a name.";
  const amount = evaluateAmount(form.amount, currency);
  if (amount === null || amount <= 0) errors.amount = "Enter an amount above 0.";
  if (!isDay(form.from)) errors.from = "Choose the first day.";
  if (!/^[1-9]\d{0,2}$/.test(form.interval)) errors.interval = "A whole number from 1.";
  if (form.kind === "budget" && !form.category) errors.category = "A budget needs a category.";
  return errors;
}

export function fieldsOf(form: LineForm, currency: string): LineFields {
  const amount = evaluateAmount(form.amount, currency) ?? 0;
  const isBudget = form.kind === "budget";
  return {
    kind: form.kind,
    name: form.name.trim(),
    amount_minor: form.kind === "income" ? -amount : amount,
    anchor_on: form.from,
    unit: isBudget ? "month" : form.unit,
    interval: isBudget || form.unit === "once" ? 1 : Number(form.interval),
    shift: isBudget ? "none" : form.shift,
    category_short_desc: form.category,
    replaces_series_id: isBudget ? null : form.replaces,
  };
}

export interface AllocationForm {
  name: string;
  kind: AllocationFields["kind"];
  value: string;
  goalId: number | null;
}

export function allocationForms(scenario: Scenario, currency: string): AllocationForm[] {
  return scenario.allocations.map(({ name, kind, amount_minor, percent, goal_id }) => ({
    name,
    kind,
    value: kind === "fixed" ? toInput(amount_minor ?? 0, currency) : String(percent ?? 0),
    goalId: goal_id,
  }));
}

/** What one row would be sent as, or why it cannot be. */
export function allocationOf(form: AllocationForm, currency: string): AllocationFields | string {
  if (!form.name.trim()) return "It needs a name.";
  const same = { name: form.name.trim(), kind: form.kind, goal_id: form.goalId };
  if (form.kind === "fixed") {
    const amount = evaluateAmount(form.value, currency);
    return amount === null || amount < 0 ? "A fixed one needs an amount." : { ...same, amount_minor: amount };
  }
  const percent = Number(form.value);
  if (!form.value.trim() || !Number.isInteger(percent) || percent < 0 || percent > 100)
    return "Between 0 and 100%.";
  return { ...same, percent };
}

/** What is given out of a month's income; shares are of what fixed amounts leave. */
export function givenOut(rows: readonly AllocationFields[], income: number) {
  const fixed = rows.reduce((sum, { amount_minor }) => sum + (amount_minor ?? 0), 0);
  const left = Math.max(0, income - fixed);
  const percent = rows.reduce((sum, row) => sum + (row.percent ?? 0), 0);
  const amounts = rows.map((row) => row.amount_minor ?? Math.floor((left * (row.percent ?? 0)) / 100));
  const given = amounts.reduce((sum, amount) => sum + amount, 0);
  return { amounts, left, percent, given, over: Math.max(0, given - income) };
}
