/** Signals, thresholds and profiles in words. */
import type { components } from "@/api/schema.gen";
import { type Figure, formatValue } from "@/kit/figure";
import { count } from "@/kit/words";

type Schemas = components["schemas"];
export type Profile = Schemas["ProfilePage"];
export type Signal = Schemas["SignalOut"];
export type Definition = Schemas["DefinitionOut"];
export type AppliedProfile = Schemas["ProfileOut"];
export type Item = Schemas["ItemOut"];
export type Persona = AppliedProfile["persona"];
export type Window = Signal["window"];
export type SignalKey = Signal["key"];

export const WINDOWS: readonly Window[] = ["30d", "180d"];
export const WINDOW_WORDS: Record<Window, string> = { "30d": "30 days", "180d": "180 days" };
export const GROUP_WORDS: Record<Definition["group"], string> = {
  subscriptions: "Subscriptions",
  savings: "Saving",
  credit: "Credit",
  income: "Income",
};
export const PERSONA_WORDS: Record<Persona, string> = {
  high_utilization: "Card costs",
  variable_income: "Income varies",
  debt_consolidator: "Several card debts",
  subscription_heavy: "Subscriptions add up",
  savings_builder: "Building savings",
  balanced: "In balance",
};
export const TAG_WORDS: Record<Item["tags"][number], string> = {
  utilization_30: "30 % of a limit or more is used",
  utilization_50: "50 % of a limit or more is used",
  utilization_80: "80 % of a limit or more is used",
  interest_charges: "A card charged interest",
  minimum_payment_only: "Only the minimum was paid",
  overdue: "A payment looks overdue",
  subscription_heavy: "Subscriptions add up",
  low_emergency_fund: "The emergency fund lasts less than 3 months",
  solid_emergency_fund: "The emergency fund lasts 3 months or more",
  positive_savings: "Savings grow",
  variable_income: "More than 45 days lie between pays",
  stable_income: "Pay is even",
  thin_buffer: "Everyday accounts last less than a month",
};
const PERSONAS = Object.keys(PERSONA_WORDS) as Persona[];
/** What says most about each profile, with signals in braces. */
const EVIDENCE: Record<Persona, string> = {
  high_utilization: "{credit.used} of limits used, {credit.interest} interest",
  variable_income: "{income.rhythm} between pays, a buffer of {income.buffer_months}",
  debt_consolidator: "{credit.used} of limits used, needs 30 to 70 %",
  subscription_heavy: "{subscriptions.count} found, {subscriptions.monthly} a month",
  savings_builder: "{savings.monthly} a month, grown by {savings.growth}",
  balanced: "when none of the others applies",
};

/** The value of a signal in words: `$203.48`, `4.6 %`, `3.5 months`, `every 14 days`, `no`. */
export function signalWords(figure: Figure): string {
  const { value, unit } = figure;
  if (value === null) return "No value";
  if (unit === "days") return `every ${daysWords(value)}`;
  if (unit === "times" || unit === "cards") return Number(value) === 0 ? "no" : amountWords(figure);
  return amountWords(figure);
}

/** The same inside a sentence: `14 days`, `2 times`. */
export function amountWords({ value, unit }: Figure): string {
  if (value === null) return "no value";
  if (unit === "days") return daysWords(value);
  if (unit === "months")
    return `${formatValue(value, "").trim()} ${Number(value) === 1 ? "month" : "months"}`;
  if (unit === "times") return count(Number(value), "time");
  if (unit === "cards") return count(Number(value), "card");
  if (unit === "ratio") return String(value);
  if (unit === "series") return formatValue(value, "").trim();
  return formatValue(value, unit);
}

function daysWords(value: number | string): string {
  return `${formatValue(value, "").trim()} days`;
}

/** From which value on a signal is met. */
export function thresholdWords({ key, threshold, unit }: Definition, currency: string): string {
  switch (key) {
    case "savings.emergency_months":
      return `below ${threshold} is low`;
    case "income.variation":
      return `under ${threshold} is steady`;
    case "income.buffer_months":
      return `below ${threshold} is thin`;
    case "income.rhythm":
      return `over ${threshold} days varies`;
    case "credit.interest":
    case "credit.overdue":
      return "any";
    case "credit.minimum_only":
      return "once";
    default:
      return `${unit === "money" ? formatValue(threshold, currency) : formatValue(threshold, unit === "series" ? "" : unit).trim()} or more`;
  }
}

export function signalOf(profile: Profile, key: SignalKey, window: Window): Signal | undefined {
  return profile.signals.find((each) => each.key === key && each.window === window);
}

/** The currency of the money among the signals. */
export function currencyOf(profile: Profile): string {
  return profile.signals.find(({ key }) => key === "subscriptions.monthly")?.figure.unit ?? "USD";
}

export interface ProfileRow {
  persona: Persona;
  isPrimary: boolean;
  applied: Partial<Record<Window, AppliedProfile>>;
  evidence: string;
}

/** Every profile, those that apply first; the others with what they would look at. */
export function profileRows(profile: Profile): readonly ProfileRow[] {
  const rows = PERSONAS.map((persona) => {
    const mine = profile.profiles.filter((each) => each.persona === persona);
    return {
      persona,
      isPrimary: mine.some((each) => each.is_primary && each.window === "30d"),
      applied: Object.fromEntries(mine.map((each) => [each.window, each])),
      evidence: evidenceOf(profile, persona),
    };
  });
  const rank = ({ applied, isPrimary }: ProfileRow) =>
    (isPrimary ? 4 : 0) + (applied["30d"] ? 2 : 0) + (applied["180d"] ? 1 : 0);
  const sureness = ({ applied }: ProfileRow) => Number((applied["30d"] ?? applied["180d"])?.confidence ?? 0);
  return rows.sort((a, b) => rank(b) - rank(a) || sureness(b) - sureness(a));
}

/** The evidence in its figures; the reason why there is none if a figure is unknown. */
function evidenceOf(profile: Profile, persona: Persona): string {
  const window = profile.signals.some((each) => each.window === "30d") ? "30d" : "180d";
  const parts = partsOf(profile, EVIDENCE[persona], window);
  const unknown = parts.find((part) => "figure" in part && part.figure.value === null);
  if (unknown && "figure" in unknown) return unknown.figure.completeness.missing[0]?.why ?? "no value";
  return parts.map((part) => ("text" in part ? part.text : amountWords(part.figure))).join("");
}

export type BecausePart = { text: string } | { key: SignalKey; figure: Figure };

/** The sentence of an item with its figures: the page writes each value from the figure, never from the text. */
export function becauseParts(profile: Profile, { because, window }: Item): readonly BecausePart[] {
  return partsOf(profile, because, window);
}

function partsOf(profile: Profile, sentence: string, window: Window): readonly BecausePart[] {
  return sentence.split(/(\{[a-z_.]+\})/).flatMap((piece): BecausePart[] => {
    const key = /^\{(.+)\}$/.exec(piece)?.[1] as SignalKey | undefined;
    const figure = key && signalOf(profile, key, window)?.figure;
    return figure && key ? [{ key, figure }] : piece ? [{ text: piece }] : [];
  });
}

/** `article, 4 min`; a calculator opens with your own numbers. */
export function itemWords({ type, minutes }: Item): string {
  return type === "video" ? `video link, ${minutes} min` : `${type}, ${minutes} min`;
}

/** What changed last, in a sentence. */
export function changeWords(change: Profile["changes"][number], day: string): string {
  const name = PERSONA_WORDS[change.persona];
  const what = change.what === "began" ? "began to apply" : "no longer applies";
  return `Changed on ${day}: ${name} ${what} to the ${WINDOW_WORDS[change.window]}.`;
}
