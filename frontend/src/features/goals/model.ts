/** What the page Goals works out: outlooks in words, the projection, and the form of a goal. */
import type { components } from "@/api/schema.gen";
import { evaluateAmount } from "@/kit/arithmetic";
import { addMonths, formatMonth, isDay } from "@/kit/dates";
import { toInput } from "@/kit/money";

export type Goal = components["schemas"]["GoalOut"];
export type Kind = Goal["kind"];
type Progress = components["schemas"]["GoalProgress"];

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "emergency", label: "Emergency fund" },
  { value: "savings", label: "Savings" },
  { value: "purchase", label: "Purchase" },
  { value: "debt", label: "Pay off a debt" },
  { value: "custom", label: "Something else" },
];

export const TABS = ["active", "reached", "archived"] as const;
export type TabName = (typeof TABS)[number];

/** Paused goals stand among the active ones. */
export function goalsOf(goals: readonly Goal[], tab: TabName): Goal[] {
  return goals.filter(({ status }) => (status === "paused" ? "active" : status) === tab);
}

export function outlookWords(progress: Progress): string {
  switch (progress.outlook) {
    case "on_pace":
      return "on pace";
    case "late":
      return `${progress.months_late} ${progress.months_late === 1 ? "month" : "months"} late`;
    case "no_pace":
      return "not growing";
    case "no_due_date":
      return "growing";
    default:
      return progress.outlook;
  }
}

/** When a goal is likely reached: "Mar 2028 (Jan to Jun)". */
export function likelyWords(progress: Progress): string {
  if (!progress.likely_on || progress.remaining_minor === 0) return "–";
  const likely = formatMonth(progress.likely_on.slice(0, 7));
  const { earliest_on, latest_on } = progress;
  if (!earliest_on || !latest_on) return `${likely} or later`;
  const first = formatMonth(earliest_on.slice(0, 7));
  const last = formatMonth(latest_on.slice(0, 7));
  return first === last ? likely : `${likely}, ${first} to ${last}`;
}

export interface Projection {
  months: string[];
  past: (number | null)[];
  ahead: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** How many months of the past there are. */
  border: number;
}

const MOST_AHEAD = 36;

/** The months of a goal behind and ahead at its pace; null without a pace. */
export function projectionOf(goal: Goal): Projection | null {
  const pace = goal.progress?.pace;
  const last = goal.history.at(-1);
  if (!pace || !last || goal.history.length < 2) return null;
  const missing = goal.target_minor - last.minor;
  const needed = pace.low_minor > 0 ? Math.ceil(missing / pace.low_minor) : MOST_AHEAD;
  const ahead = Math.max(3, Math.min(MOST_AHEAD, needed));
  const behind = goal.history.length;
  const gap = (count: number): null[] => Array.from({ length: count }, () => null);
  const at = (monthly: number) =>
    Array.from({ length: ahead + 1 }, (_, month) =>
      Math.max(0, Math.min(goal.target_minor, last.minor + monthly * month)),
    );
  return {
    months: [
      ...goal.history.map(({ on }) => on.slice(0, 7)),
      ...Array.from({ length: ahead }, (_, month) => addMonths(last.on.slice(0, 7), month + 1)),
    ],
    past: [...goal.history.map(({ minor }) => minor), ...gap(ahead)],
    ahead: [...gap(behind - 1), ...at(pace.monthly_minor)],
    low: [...gap(behind - 1), ...at(pace.low_minor)],
    high: [...gap(behind - 1), ...at(pace.high_minor)],
    border: behind - 1,
  };
}

export interface GoalForm {
  name: string;
  kind: Kind;
  target: string;
  due: string;
  accountId: number | null;
  share: string;
}

export function formOf(goal: Goal | null): GoalForm {
  if (!goal) return { name: "", kind: "savings", target: "", due: "", accountId: null, share: "100" };
  return {
    name: goal.name,
    kind: goal.kind,
    target: toInput(goal.target_minor, goal.currency),
    due: goal.due_on ?? "",
    accountId: goal.account_id,
    share: String(goal.share_percent),
  };
}

export function errorsIn(
  form: GoalForm,
  currency: string,
  today: string,
): Partial<Record<keyof GoalForm, string>> {
  const errors: Partial<Record<keyof GoalForm, string>> = {};
  if (!form.name.trim()) errors.name = "A goal needs a name.";
  const target = evaluateAmount(form.target, currency);
  if (target === null || target <= 0) errors.target = "Enter an amount above 0.";
  if (form.due && (!isDay(form.due) || form.due <= today)) errors.due = "Choose a day after today.";
  const share = Number(form.share);
  if (form.accountId !== null && !(Number.isInteger(share) && share >= 1 && share <= 100))
    errors.share = "Between 1 and 100.";
  return errors;
}

export function fieldsOf(form: GoalForm, currency: string) {
  return {
    name: form.name.trim(),
    target_minor: evaluateAmount(form.target, currency) ?? 0,
    due_on: form.due || null,
    account_id: form.accountId,
    share_percent: form.accountId === null ? 100 : Number(form.share),
  };
}
