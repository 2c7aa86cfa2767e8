import type { CurrencySums } from "@/api/types";
import { formatCount, plural } from "@/kit/words";
/** The thinking of Transactions: the small language of its search box, and where a month begins. */

export interface Term {
  isNot: boolean;
  operator: string;
  value: string;
}

export interface Search {
  /** Operators that are complete: `amount:>50`. Drawn as tokens. */
  terms: Term[];
  /** What is left: the words. */
  words: string;
}

export const OPERATORS: readonly { example: string; insert: string; means: string }[] = [
  { example: "amount:>50", insert: "amount:>", means: "more than 50, in or out" },
  { example: "amount:10..20", insert: "amount:", means: "between 10 and 20" },
  { example: "category:food", insert: "category:", means: "a category and its subcategories" },
  { example: "-category:rent", insert: "-category:", means: "everything except that category" },
  { example: "account:travel", insert: "account:", means: "part of an account name" },
  { example: "date:2026-03", insert: "date:", means: "a month, year or day" },
  { example: "date:2026-01..2026-03", insert: "date:", means: "a range of dates" },
  { example: "last:90d", insert: "last:", means: "the last days, weeks, months, years" },
  { example: "is:in", insert: "is:in ", means: "money in (is:out: money out)" },
  { example: "is:counted", insert: "is:counted ", means: "what Spending and Budget count" },
  { example: "is:uncategorised", insert: "is:uncategorised ", means: "without a category" },
  { example: "payee:corner", insert: "payee:", means: "part of the name of a payee" },
  { example: "tag:lisbon", insert: "tag:", means: "with this tag" },
  { example: "is:flagged", insert: "is:flagged ", means: "flagged" },
  { example: "has:note", insert: "has:note ", means: "with a note" },
  { example: "status:review", insert: "status:", means: "review, staged, confirmed, auto" },
  { example: "text:/uber (trip|eats)/", insert: "text:/", means: "a regular expression" },
  { example: "(hotel OR airline)", insert: "(", means: "one of several; -( … ) for none" },
];

const NAMES = "amount|category|account|status|tier|source|date|last|is|has|tag|payee|text|note|currency";
const TERM = new RegExp(`(^|\\s)(-?)(${NAMES}):("[^"]*"|[^\\s"]+)`, "gi");
/** Brackets, alternatives and regular expressions: their order counts, so nothing is taken out as a token. */
const GROUPED = new RegExp(`(^|\\s)-?\\(|(^|\\s)OR(\\s|$)|(${NAMES}):/`);
/** A field that still waits for its value, at the end of what was typed. */
const UNFINISHED = new RegExp(`(^|\\s)-?(${NAMES}):[<>="]?=?$`, "i");

/** Takes the finished operators out of a search; the words stay in their order. */
export function readSearch(text: string): Search {
  if (GROUPED.test(text)) return { terms: [], words: text };
  const terms: Term[] = [];
  const words = text.replace(
    TERM,
    (_all, _before: string, minus: string, operator: string, value: string) => {
      terms.push({ isNot: minus === "-", operator: operator.toLowerCase(), value: value.replace(/"/g, "") });
      return " ";
    },
  );
  return { terms, words: words.replace(/\s+/g, " ").trim() };
}

export function writeSearch({ terms, words }: Search): string {
  return [...terms.map(writeTerm), words.trim()].filter(Boolean).join(" ");
}

export function writeTerm({ isNot, operator, value }: Term): string {
  return `${isNot ? "-" : ""}${operator}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/** While typing, an operator becomes a token only when something comes after it. */
export function splitTyped(typed: string): Search {
  if (GROUPED.test(typed)) return { terms: [], words: typed };
  if (!/\s$/.test(typed)) {
    const at = typed.search(/\S+$/);
    const done = readSearch(typed.slice(0, Math.max(at, 0)));
    return { terms: done.terms, words: [done.words, typed.slice(Math.max(at, 0))].filter(Boolean).join(" ") };
  }
  const all = readSearch(typed);
  return { terms: all.terms, words: all.words ? `${all.words} ` : "" };
}

/** The search without a field at its end that has no value yet, so that typing it is no fault. */
export function withoutUnfinished(search: string): string {
  return search.replace(UNFINISHED, "").trim();
}

export type Completing =
  /** The beginning of a field or word. */
  | { kind: "field"; typed: string; from: number }
  /** The beginning of a value of this field. */
  | { kind: "value"; field: string; typed: string; from: number };

/** What the end of the typed text can be completed to; `from` is where the completed part begins. */
export function completing(typed: string): Completing | null {
  const value = /(^|[\s(-])([a-z]+):("?)([^"/]*)$/i.exec(typed);
  if (value && !(value[3] === "" && /\s/.test(value[4] ?? ""))) {
    const text = value[4] ?? "";
    return {
      kind: "value",
      field: (value[2] ?? "").toLowerCase(),
      typed: text,
      from: typed.length - text.length,
    };
  }
  const field = /(^|[\s(-])([a-z]{2,})$/i.exec(typed);
  if (!field) return null;
  const text = field[2] ?? "";
  return { kind: "field", typed: text.toLowerCase(), from: typed.length - text.length };
}

/** The typed text with its end completed. */
export function complete(typed: string, at: Completing, choice: string): string {
  const before = typed.slice(0, at.from).replace(/"$/, "");
  if (at.kind === "field") return `${before}${choice}:`;
  return `${before}${/\s/.test(choice) ? `"${choice}"` : choice} `;
}

/** "without 36 transfers and excluded transactions, 6 to review"; nothing when everything counts. */
export function describeNotCounted(
  sums: readonly Pick<CurrencySums, "waiting_count" | "left_out_count">[],
): string | null {
  const leftOut = sums.reduce((sum, one) => sum + one.left_out_count, 0);
  const waiting = sums.reduce((sum, one) => sum + one.waiting_count, 0);
  const parts = [
    leftOut > 0 && `${formatCount(leftOut)} ${plural(leftOut, "transfer", "transfers")} or excluded`,
    waiting > 0 && `${formatCount(waiting)} not yet confirmed`,
  ].filter((part) => part !== false);
  return parts.length ? `not counted: ${parts.join(", ")}` : null;
}

/** At which position of the list, sorted by date, a month begins. `months` are newest first. */
export function positionOfMonth(
  months: readonly { period: string; count: number }[],
  month: string,
  { isOldestFirst }: { isOldestFirst: boolean },
): number {
  return months
    .filter(({ period }) => (isOldestFirst ? period < month : period > month))
    .reduce((sum, { count }) => sum + count, 0);
}
