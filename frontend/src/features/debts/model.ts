/** The thinking of Debts: words for due dates, bands and times, and the forms of terms. */
import type { Card, Debts, Loan, LoanTermsIn, Payoff } from "@/api/types";
import { formatDay, isDay } from "@/kit/dates";
import { formatNet, formatSize, parseAmount, toInput } from "@/kit/money";
import { count } from "@/kit/words";

export const BANDS = {
  low: "below 30 %",
  moderate: "30 % or more",
  high: "50 % or more",
  very_high: "80 % or more",
} as const;

export const STRATEGIES = [
  { value: "avalanche", label: "Avalanche" },
  { value: "snowball", label: "Snowball" },
  { value: "own", label: "Own order" },
] as const;

export const STRATEGY_WORDS: Record<Payoff["strategy"], string> = {
  avalanche: "Highest rate first: costs the least interest.",
  snowball: "Smallest debt first: the first debt ends soonest.",
  own: "In your own order.",
};

/** "26 months", "3 years 2 months". */
export function monthsWords(months: number | null): string {
  if (months === null) return "never";
  if (months < 24) return count(months, "month");
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return rest ? `${count(years, "year")} ${count(rest, "month")}` : count(years, "year");
}

/** What is due and when, or that nothing is. */
export function dueWords(card: Card, asOf: string): string {
  const { due_minor: due, due_on: on, currency, minimum_payment_minor: minimum } = card;
  if (due === null) return card.statement_day === null ? "Enter the statement day" : "No balance is known";
  if (due === 0) return on && on >= asOf ? `Nothing due ${formatDay(on, asOf)}` : "Nothing due";
  const least = minimum !== null && minimum < due ? `, at least ${formatSize(minimum, currency)}` : "";
  return `${formatSize(due, currency)}${on ? ` due ${formatDay(on, asOf)}` : ""}${least}`;
}

/** "$134.20 ahead of the schedule"; null where that is not known. */
export function aheadWords({ course, currency }: Loan): string | null {
  const ahead = course?.ahead_minor ?? null;
  if (ahead === null) return null;
  if (ahead === 0) return "on schedule";
  return `${formatSize(ahead, currency)} ${ahead > 0 ? "ahead of" : "behind"} the schedule`;
}

/** The currencies of debts, most debts first: a plan is made for one. */
export function currenciesOf(debts: Debts): string[] {
  const counts = new Map<string, number>();
  for (const { currency } of [...debts.cards, ...debts.loans])
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** The chart of a payoff: what is owed by the plan and with minimum payments alone. */
export function linesOf({ course, minimum_course }: Payoff): {
  plan: (number | null)[];
  minimum: (number | null)[];
} {
  const start = course[0]?.owed_minor ?? 0;
  const minimum = [start, ...minimum_course];
  const length = Math.max(course.length, Math.min(minimum.length, course.length * 2));
  return {
    plan: Array.from({ length }, (_, at) => course[at]?.owed_minor ?? null),
    minimum: Array.from({ length }, (_, at) => minimum[at] ?? null),
  };
}

export interface CardForm {
  limit: string;
  apr: string;
  minimum: string;
  statementDay: string;
  dueDay: string;
}

export type Errors<Form> = Partial<Record<keyof Form, string>>;

export function cardForm(card: Card): CardForm {
  const amount = (minor: number | null) => (minor === null ? "" : toInput(minor, card.currency));
  return {
    limit: amount(card.own_limit_minor),
    apr: card.apr_percent ?? "",
    minimum: amount(card.minimum_payment_minor),
    statementDay: String(card.statement_day ?? ""),
    dueDay: String(card.due_day ?? ""),
  };
}

export function cardErrors(form: CardForm, currency: string): Errors<CardForm> {
  const errors: Errors<CardForm> = {};
  for (const name of ["limit", "minimum"] as const)
    if (form[name].trim() && (parseAmount(form[name], currency) ?? -1) < 0)
      errors[name] = "Enter an amount, such as 4000.";
  if (form.apr.trim() && !isRate(form.apr)) errors.apr = "Enter 0 to 100 %, such as 21.49.";
  for (const name of ["statementDay", "dueDay"] as const)
    if (form[name].trim() && !isDayOfMonth(form[name])) errors[name] = "Enter a day from 1 to 31.";
  return errors;
}

export function cardFields(form: CardForm, currency: string): Record<string, unknown> {
  const amount = (typed: string) => (typed.trim() ? parseAmount(typed, currency) : null);
  const day = (typed: string) => (typed.trim() ? Number(typed) : null);
  return {
    limit_minor: amount(form.limit),
    apr_percent: form.apr.trim() ? rateText(form.apr) : null,
    minimum_payment_minor: amount(form.minimum),
    statement_day: day(form.statementDay),
    due_day: day(form.dueDay),
  };
}

export interface LoanForm {
  principal: string;
  rate: string;
  months: string;
  firstOn: string;
  payment: string;
  method: "monthly" | "daily";
  rates: { on: string; rate: string }[];
  extras: { on: string; amount: string }[];
}

export function loanForm({ terms, currency }: Loan): LoanForm {
  if (!terms)
    return {
      principal: "",
      rate: "",
      months: "",
      firstOn: "",
      payment: "",
      method: "monthly",
      rates: [],
      extras: [],
    };
  return {
    principal: toInput(terms.principal_minor, currency),
    rate: terms.rate_percent,
    months: String(terms.term_months),
    firstOn: terms.first_payment_on,
    payment: terms.payment_minor === null ? "" : toInput(terms.payment_minor, currency),
    method: terms.interest_method,
    rates: terms.rates.map(({ from_on, rate_percent }) => ({ on: from_on, rate: rate_percent })),
    extras: terms.extras.map(({ on, amount_minor }) => ({ on, amount: toInput(amount_minor, currency) })),
  };
}

export function loanErrors(form: LoanForm, currency: string): Errors<LoanForm> {
  const errors: Errors<LoanForm> = {};
  if ((parseAmount(form.principal, currency) ?? 0) <= 0) errors.principal = "Enter what was borrowed.";
  if (!isRate(form.rate)) errors.rate = "Enter 0 to 100 %, such as 5.9.";
  if (!/^\d+$/.test(form.months.trim()) || Number(form.months) < 1 || Number(form.months) > 600)
    errors.months = "Enter 1 to 600 months.";
  if (!isDay(form.firstOn)) errors.firstOn = "Enter a day.";
  if (form.payment.trim() && (parseAmount(form.payment, currency) ?? 0) <= 0)
    errors.payment = "Enter an amount, or leave it empty.";
  if (form.rates.some(({ on, rate }) => !isDay(on) || !isRate(rate)))
    errors.rates = "Each later rate needs a day and 0 to 100 %.";
  if (form.extras.some(({ on, amount }) => !isDay(on) || (parseAmount(amount, currency) ?? 0) <= 0))
    errors.extras = "Each extra payment needs a day and an amount.";
  return errors;
}

export function loanFields(form: LoanForm, currency: string): LoanTermsIn {
  return {
    principal_minor: parseAmount(form.principal, currency) ?? 0,
    rate_percent: rateText(form.rate),
    term_months: Number(form.months),
    first_payment_on: form.firstOn,
    payment_minor: form.payment.trim() ? parseAmount(form.payment, currency) : null,
    interest_method: form.method,
    rates: form.rates.map(({ on, rate }) => ({ from_on: on, rate_percent: rateText(rate) })),
    extras: form.extras.map(({ on, amount }) => ({ on, amount_minor: parseAmount(amount, currency) ?? 0 })),
  };
}

export function savedWords(payoff: Payoff): string | null {
  const { months_saved: months, interest_saved_minor: interest, currency } = payoff;
  if (months === null || interest === null) return null;
  return `${monthsWords(months)} and ${formatNet(interest, currency)} of interest less than with minimum payments alone`;
}

function rateText(typed: string): string {
  return typed.trim().replace(",", ".").replace("%", "").trim();
}

function isRate(typed: string): boolean {
  const text = rateText(typed);
  return /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100;
}

function isDayOfMonth(typed: string): boolean {
  return /^\d{1,2}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= 31;
}
