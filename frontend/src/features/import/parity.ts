/** What a parity report says in words. All pure. */
import type { AccountParity, NoPlace, Parity } from "@/api/types";
import { count, formatCount } from "@/kit/words";

/** "1,204 transactions, 35 transfers, 12 splits and 8 tags" as the parts of one sentence. */
export function describeCounts({ counts }: Parity): string {
  const parts = [
    count(counts.added, "new transaction"),
    counts.repeated > 0 && `${formatCount(counts.repeated)} already here`,
    counts.doubtful > 0 && `${formatCount(counts.doubtful)} possibly here`,
    counts.left_out > 0 && `${formatCount(counts.left_out)} left out`,
    counts.linked > 0 && count(counts.linked, "linked transfer"),
    counts.splits > 0 && count(counts.splits, "split"),
    counts.tags > 0 && count(counts.tags, "tag"),
  ].filter((part) => part !== false);
  return `${parts.join(" · ")}.`;
}

export interface AccountLine {
  key: string;
  name: string;
  currency: string;
  /** What the book says at its end, and what is here then; null if no balance is known here. */
  bookMinor: number;
  hereMinor: number | null;
  unexplainedMinor: number | null;
  remark: string;
}

/** An account at the end of the book, with the reasons for what differs. */
export function accountLine(account: AccountParity): AccountLine {
  const last = account.months.at(-1);
  const reasons = [
    last?.other_minor && "other transactions here",
    last?.left_out_minor && "transactions left out",
    last?.other_day_minor && "other days here",
  ].filter(Boolean);
  return {
    key: account.key,
    name: account.name,
    currency: account.currency,
    bookMinor: last?.book_minor ?? account.opening_minor,
    hereMinor: last?.here_minor ?? null,
    unexplainedMinor: account.unexplained_minor,
    remark: account.why ?? (reasons.length ? `Differs by ${reasons.join(", ")}` : ""),
  };
}

/** "12 × Schedules: found again in your transactions" */
export function describeNoPlace({ what, count: number, reason }: NoPlace): string {
  return `${formatCount(number)} × ${what}. ${reason}.`;
}
