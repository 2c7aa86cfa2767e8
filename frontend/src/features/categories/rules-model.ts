/** The thinking of the Rules tab: what the editor holds, and how a rule is put into words. */
import type { components } from "@/api/schema.gen";
import { formatFlow } from "@/kit/money";
import { count } from "@/kit/words";

type Schemas = components["schemas"];
type Mapping = Schemas["MerchantMapping"];
type AmountRule = Schemas["AmountRule"];
export type Rule = Schemas["RuleOut"];
export type RulePreview = Schemas["RulePreviewOut"];
export type RuleHealth = Schemas["RuleHealthOut"];
export type Suggestion = Schemas["RuleSuggestionOut"];

export const STAGES = [
  { value: "1", label: "Clean up", about: "first: names and marks" },
  { value: "2", label: "Decide", about: "then: categories, in this order" },
  { value: "3", label: "After", about: "last: sees the category" },
] as const;

export type Stage = (typeof STAGES)[number]["value"];
export type Asks = "decide" | "ask";

/** A rule as the editor holds it. */
export interface Draft {
  name: string;
  search: string;
  stage: Stage;
  category: string | null;
  tags: string;
  payee: string;
  note: string;
  isTransfer: boolean;
  isExcluded: boolean;
  asks: Asks;
  stop: boolean;
  split: Rule["split"];
}

export function draftOf(rule: Partial<Rule>): Draft {
  return {
    name: rule.name ?? "",
    search: rule.search ?? "",
    stage: String(rule.stage ?? 2) as Stage,
    category: rule.category_short_desc ?? null,
    tags: (rule.tags ?? []).join(", "),
    payee: rule.payee ?? "",
    note: rule.note ?? "",
    isTransfer: rule.is_transfer ?? false,
    isExcluded: rule.is_excluded ?? false,
    asks: rule.review === "ask" ? "ask" : "decide",
    stop: rule.stop ?? false,
    split: rule.split ?? [],
  };
}

export function actionsOf(draft: Draft) {
  return {
    category_short_desc: draft.category,
    tags: draft.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    payee: draft.payee.trim() || null,
    note: draft.note.trim() || null,
    split: draft.split,
    is_transfer: draft.isTransfer,
    is_excluded: draft.isExcluded,
    review: draft.asks === "ask" ? ("ask" as const) : null,
    stop: draft.stop,
  };
}

/** Says whether a rule does anything, so that it can be tried and saved. */
export function doesSomething(draft: Draft): boolean {
  const actions = actionsOf(draft);
  return Boolean(
    actions.category_short_desc ||
      actions.tags.length ||
      actions.payee ||
      actions.note ||
      actions.split.length ||
      actions.is_transfer ||
      actions.is_excluded ||
      actions.stop,
  );
}

/** "tag flat, payee Sable Air, stops": what a rule does beside its category. */
export function describeActions(rule: Rule): string {
  const parts = [
    ...rule.tags.map((tag) => `tag ${tag}`),
    rule.payee && `payee ${rule.payee}`,
    rule.note && `note “${rule.note}”`,
    rule.split.length > 0 && `split in ${rule.split.length}`,
    rule.is_transfer && "transfer",
    rule.is_excluded && "left out of reports",
    rule.review === "ask" && "only suggests",
    rule.stop && "stops",
  ];
  return parts.filter(Boolean).join(", ");
}

/** An amount rule or a learned merchant, as the list of all that decides shows it. */
export interface Learned {
  key: string;
  kind: "amounts" | "merchants";
  pattern: string;
  about: string;
  category_name: string;
  category_short_desc: string;
  decided: number;
  last_matched_at: string | null;
  overruled: number;
}

/** `base` is the currency of amounts that name none. */
export function learnedOf(
  kind: Learned["kind"],
  all: readonly (AmountRule | Mapping)[],
  base: string,
): Learned[] {
  return all.map((one) => ({
    key: `${kind} ${one.id}`,
    kind,
    pattern: "merchant_pattern" in one ? one.merchant_pattern : one.description_pattern,
    about: "merchant_pattern" in one ? howLearned(one) : formatFlow(one.amount_minor, one.currency ?? base),
    category_name: one.category_name,
    category_short_desc: one.category_short_desc,
    decided: one.hits,
    last_matched_at: one.last_matched_at,
    overruled: one.overruled,
  }));
}

function howLearned({ is_seeded, confidence }: Mapping): string {
  return is_seeded && !confidence ? "starter list" : `confirmed ${count(confidence, "time")}`;
}

/** The most used of what has the words, and how many more there are. */
export function topOf(all: readonly Learned[], typed: string, most: number) {
  const fitting = all.filter((one) => `${one.pattern} ${one.category_name}`.toLowerCase().includes(typed));
  const shown = [...fitting].sort((a, b) => b.decided - a.decided).slice(0, most);
  return { shown, total: fitting.length };
}

export const RULE_ORDERS = [
  { value: "listed", label: "As listed" },
  { value: "used", label: "Most used" },
  { value: "unused", label: "Never used" },
  { value: "recent", label: "Last match" },
  { value: "overruled", label: "Most overruled" },
] as const;
export type RuleOrder = (typeof RULE_ORDERS)[number]["value"];

/** Rules in an order; those that decided nothing are the dead ones. */
export function inRuleOrder<T extends { hits: number; overruled: number; last_matched_at: string | null }>(
  rules: readonly T[],
  order: RuleOrder,
): T[] {
  switch (order) {
    case "used":
      return [...rules].sort((a, b) => b.hits - a.hits);
    case "unused":
      return rules.filter((rule) => rule.hits === 0);
    case "recent":
      return [...rules].sort((a, b) => (b.last_matched_at ?? "").localeCompare(a.last_matched_at ?? ""));
    case "overruled":
      return [...rules].sort((a, b) => b.overruled - a.overruled);
    default:
      return [...rules];
  }
}

/** "3 of 27, 11%", or a dash where nothing was overruled. */
export function describeOverruled(rule: Pick<Rule, "decided" | "overruled">): string {
  if (!rule.overruled) return "–";
  if (rule.overruled > rule.decided) return `${rule.overruled} times`;
  return `${rule.overruled} of ${rule.decided}, ${Math.round((100 * rule.overruled) / rule.decided)}%`;
}

export function isOftenOverruled(rule: Pick<Rule, "decided" | "overruled">): boolean {
  return rule.overruled > rule.decided / 5;
}

/** What is wrong with a rule among the others, in a few words; null if nothing is. */
export function describeTrouble(
  health: RuleHealth | undefined,
  numberOf: (ruleId: number) => number,
): string | null {
  if (!health) return null;
  if (health.is_dead) return "matches nothing";
  const first = health.conflicts[0];
  if (health.is_shadowed)
    return first ? `never reached, ${numberOf(first.rule_id)} is first` : "never reached";
  if (first) return `differs from ${numberOf(first.rule_id)}`;
  return null;
}

/** "46 of 12,408 past transactions match" */
export function describeMatches(preview: RulePreview): string {
  return `${preview.matched.toLocaleString("en-US")} of ${count(preview.total, "past transaction")} match`;
}

/** A name for a rule that was not named: what it looks for. */
export function nameFor(draft: Draft): string {
  return (draft.name.trim() || draft.search.trim()).slice(0, 100);
}
