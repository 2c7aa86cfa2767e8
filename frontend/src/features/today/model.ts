/** The thinking of Today: what to say first, how the month goes, what each account needs. */
import type { components } from "@/api/schema.gen";
import type { Transaction } from "@/api/types";
import { formatDay, lastDayOf } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import type { Term } from "@/ui/terms";

type Schemas = components["schemas"];
export type Today = Omit<Schemas["TodayOut"], "recent" | "waiting"> & {
  recent: Transaction[];
  waiting: Transaction[];
};
export type AccountGlance = Schemas["AccountGlance"];
export type BudgetLine = Schemas["LineOut"];

export interface Headline {
  title: string;
  note: string | null;
}

/** What waits, in a sentence. */
export function headlineOf(today: Pick<Today, "to_review" | "staged">): Headline {
  const { to_review, staged } = today;
  const stagedWords = staged ? `${formatCount(staged)} staged` : null;
  if (to_review) return { title: `${count(to_review, "transaction")} to review`, note: stagedWords };
  if (stagedWords)
    return { title: stagedWords, note: "Everything is reviewed. What you confirm counts in your reports." };
  return { title: "Nothing to review", note: "Every transaction has its category." };
}

/** "31 new since Thursday, 7 filed"; null when nothing came since the last look. */
export function newsOf(news: Today["news"], asOf: string): string | null {
  if (!news?.count) return null;
  const filed = news.filed ? `, ${formatCount(news.filed)} filed` : "";
  return `${formatCount(news.count)} new since ${sinceWords(news.since, asOf)}${filed}`;
}

/** Today by its time, the last week by its day, else the date. */
function sinceWords(moment: string, asOf: string): string {
  const at = new Date(moment);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0"));
  const on = day.join("-");
  if (on === asOf) return at.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
  const ago = (Date.parse(asOf) - Date.parse(on)) / 86_400_000;
  return ago > 0 && ago < 7 ? at.toLocaleDateString("en-US", { weekday: "long" }) : formatDay(on, asOf);
}

/** The last day of the month on show that has come: today, or the end of a month that is over. */
export function shownDay({ month, as_of }: Pick<Today, "month" | "as_of">): string {
  return month === as_of.slice(0, 7) ? as_of : lastDayOf(month);
}

/** Days of the month that are left, today included. */
export function daysLeft(asOf: string): number {
  return Number(lastDayOf(asOf.slice(0, 7)).slice(8)) - Number(asOf.slice(8)) + 1;
}

/** How much of the month is gone, 0 to 1. */
export function monthShare(asOf: string): number {
  return Number(asOf.slice(8)) / Number(lastDayOf(asOf.slice(0, 7)).slice(8));
}

export type SignedTerm = Omit<Term, "value"> & { minor: number };

/** The sum behind the figure, with its result. */
export function signedTerms(terms: Today["free_terms"], total: number): SignedTerm[] {
  const rows = terms.map((term, at): SignedTerm => {
    // Only the first term is added: a deduction of nothing is still a deduction.
    const sign =
      term.amount_minor > 0 ? (at === 0 ? "" : "+") : at === 0 && term.amount_minor === 0 ? "" : "−";
    return { sign, label: term.label, minor: Math.abs(term.amount_minor) };
  });
  return [...rows, { sign: "=", label: "Left to spend", minor: total }];
}

/** What an account asks for, in the words of the page; null when all is well. */
export function needOf(account: AccountGlance, asOf: string): string | null {
  if (!account.needs) return null;
  if (!account.latest_transaction) return "no transactions yet";
  return `last transaction ${formatDay(account.latest_transaction, asOf)}`;
}

/** Those that need something first, each group in its own order. */
export function byNeed(accounts: readonly AccountGlance[]): AccountGlance[] {
  return [...accounts].sort((a, b) => Number(b.needs !== null) - Number(a.needs !== null));
}
