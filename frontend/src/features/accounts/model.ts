/** The thinking of Accounts: how they are grouped, how fresh they are, which months are missing. */
import type { components } from "@/api/schema.gen";
import type { Account, AccountType, BankConnection } from "@/api/types";
import { type BalanceTotal, totalBalances } from "@/entities/accounts/balances";
import { inOrder } from "@/entities/accounts/names";
import { addDays, formatDay } from "@/kit/dates";
import { formatMonth } from "@/kit/month-names";
import { count, formatCount } from "@/kit/words";

export type MonthCount = components["schemas"]["MonthCount"];

export interface AccountGroup {
  name: string;
  accounts: Account[];
  /** Balances that are known, each currency by itself. */
  totals: BalanceTotal[];
}

const KINDS: readonly { name: string; types: readonly AccountType[] }[] = [
  { name: "Cash and savings", types: ["checking", "savings", "cash"] },
  { name: "Cards and debts", types: ["credit", "loan", "liability"] },
  { name: "Investments and things", types: ["investment", "asset"] },
];

/** Open accounts by kind; hidden and closed ones come last, in a group of their own. */
export function groupAccounts(accounts: readonly Account[]): AccountGroup[] {
  const sorted = inOrder(accounts);
  const away = sorted.filter(isAway);
  const groups = KINDS.map(({ name, types }) =>
    groupOf(
      name,
      sorted.filter((account) => !isAway(account) && types.includes(account.account_type)),
    ),
  );
  return [...groups, groupOf("Hidden and closed", away)].filter((group) => group.accounts.length > 0);
}

export function isAway(account: Account): boolean {
  return account.is_hidden || account.closed_on !== null;
}

export type Freshness = "fresh" | "stale" | "empty" | "closed";

const STALE_DAYS = 35;

/** A file a month keeps an account fresh. */
export function freshnessOf(account: Account, asOf: string): Freshness {
  if (account.closed_on) return "closed";
  if (!account.latest_transaction) return "empty";
  return account.latest_transaction < addDays(asOf, -STALE_DAYS) ? "stale" : "fresh";
}

export function freshnessWords(account: Account, asOf: string): string {
  if (account.closed_on) return `Closed ${formatDay(account.closed_on, asOf)}`;
  if (!account.latest_transaction) return "No transactions yet";
  const day = formatDay(account.latest_transaction, asOf);
  return freshnessOf(account, asOf) === "stale"
    ? `Out of date: last transaction ${day}`
    : `Last transaction ${day}`;
}

/** Months between the first and the last row in which there is none: a statement may be missing. */
export function gapsIn(coverage: readonly MonthCount[]): string[] {
  return coverage.filter((month) => month.count === 0).map((month) => month.month);
}

export function coverageWords(coverage: readonly MonthCount[]): string {
  if (!coverage.length) return "No months yet";
  const gaps = gapsIn(coverage);
  if (!gaps.length) return count(coverage.length, "month");
  return `${count(coverage.length, "month")}, ${gaps.length === 1 ? `${formatMonth(gaps[0] ?? "")} missing` : `${gaps.length} missing`}`;
}

/** Newest year first, each with its twelve places; null where the account has no history. */
export function yearsOf(coverage: readonly MonthCount[]): { year: string; months: (MonthCount | null)[] }[] {
  const years = [...new Set(coverage.map((one) => one.month.slice(0, 4)))].sort().reverse();
  return years.map((year) => ({
    year,
    months: Array.from({ length: 12 }, (_, at) => {
      const name = `${year}-${String(at + 1).padStart(2, "0")}`;
      return coverage.find((one) => one.month === name) ?? null;
    }),
  }));
}

function groupOf(name: string, accounts: Account[]): AccountGroup {
  return { name, accounts, totals: totalBalances(accounts).totals };
}

type Synced = Pick<BankConnection, "last_sync">;

/** The last round of syncs: when it was, how many banks answered in it, and what it changed. */
export function lastSyncOf(connections: readonly Synced[]): {
  at: string | null;
  answered: number;
  words: string;
} {
  const entries = connections.flatMap(({ last_sync }) => (last_sync ? [last_sync] : []));
  const at = entries.reduce<string | null>(
    (latest, { started_at }) => (latest === null || started_at > latest ? started_at : latest),
    null,
  );
  const good = entries.filter(({ status }) => status !== "error");
  const sum = (name: "added" | "settled" | "removed") =>
    good.reduce((total, entry) => total + entry[name], 0);
  const parts = [
    sum("added") && `${count(sum("added"), "transaction")} new`,
    sum("settled") && `${formatCount(sum("settled"))} settled`,
    sum("removed") && `${formatCount(sum("removed"))} taken back`,
  ].filter(Boolean);
  const words = parts.length ? `${parts.join(", ")}.` : good.length ? "Nothing is new." : "";
  return { at, answered: good.length, words };
}
