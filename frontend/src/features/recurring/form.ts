/** A series as a form: its fields as typed, what is wrong with them, and what is sent. All pure. */
import { isDay } from "@/kit/dates";
import { parseAmount, toInput } from "@/kit/money";
import type { Kind, Series, Unit } from "./model";
import type { NewSeries, SeriesChanges } from "./queries";

export interface SeriesForm {
  name: string;
  kind: Kind;
  amount: string;
  currency: string;
  anchor_on: string;
  rhythm: string;
  ends_on: string;
  trial_ends_on: string;
  notice_days: string;
  isShifted: boolean;
  category: string | null;
}

export type FormErrors = Partial<Record<keyof SeriesForm, string>>;

export function emptyForm(currency: string, today: string): SeriesForm {
  return {
    name: "",
    kind: "bill",
    amount: "",
    currency,
    anchor_on: today,
    rhythm: "month 1",
    ends_on: "",
    trial_ends_on: "",
    notice_days: "",
    isShifted: false,
    category: null,
  };
}

export function formOf(series: Series): SeriesForm {
  const amount = series.expected_minor;
  return {
    name: series.name,
    kind: series.kind,
    amount: amount === null ? "" : toInput(Math.abs(amount), series.currency),
    currency: series.currency,
    anchor_on: series.anchor_on,
    rhythm: `${series.unit} ${series.interval}`,
    ends_on: series.ends_on ?? "",
    trial_ends_on: series.trial_ends_on ?? "",
    notice_days: series.notice_days === null ? "" : String(series.notice_days),
    isShifted: series.shift !== "none",
    category: series.category?.short_desc ?? null,
  };
}

/** An amount may be left out only where payments say it. */
export function errorsIn(form: SeriesForm, series: Series | null): FormErrors {
  const errors: FormErrors = {};
  const minor = parseAmount(form.amount, form.currency);
  if (!form.name.trim()) errors.name = "Enter a name.";
  if (form.amount.trim() ? minor === null || minor <= 0 : !series?.payees.length)
    errors.amount = "Enter an amount, such as 250 or 99.50.";
  if (!isDay(form.anchor_on)) errors.anchor_on = "Enter a day.";
  if (form.ends_on && form.ends_on < form.anchor_on) errors.ends_on = "before the first due date";
  if (form.notice_days.trim() && !/^\d{1,3}$/.test(form.notice_days.trim()))
    errors.notice_days = "Enter a number of days, such as 14.";
  return errors;
}

export function changesOf(form: SeriesForm): SeriesChanges {
  const [unit = "month", interval = "1"] = form.rhythm.split(" ");
  const minor = form.amount.trim() ? parseAmount(form.amount, form.currency) : null;
  return {
    name: form.name.trim(),
    kind: form.kind,
    expected_minor: minor === null ? null : form.kind === "income" ? -minor : minor,
    anchor_on: form.anchor_on,
    unit: unit as Unit,
    interval: Number(interval),
    ends_on: form.ends_on || null,
    trial_ends_on: form.trial_ends_on || null,
    notice_days: form.notice_days.trim() ? Number(form.notice_days) : null,
    shift: form.isShifted ? "after" : "none",
    category_short_desc: form.category,
  };
}

export function newSeriesOf(form: SeriesForm): NewSeries {
  return { ...changesOf(form), currency: form.currency, is_money_in: form.kind === "income" } as NewSeries;
}
