/** The thinking of Accounts: how they are grouped, how fresh they are, which months are missing. */
import type { components } from "@/api/schema.gen";
import type {
  Account,
  AccountsOverview,
  AccountType,
  BankConnection,
  AccountGroup as NamedGroup,
} from "@/api/types";
import { type BalanceTotal, totalBalances } from "@/entities/accounts/balances";
import { inOrder } from "@/entities/accounts/names";
import { addDays, formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { count, formatCount, listOf } from "@/kit/words";

export type MonthCount = components["schemas"]["MonthCount"];

export interface AccountGroup {
  /** The person's own group; null for a kind of account. */
  id: number | null;
  name: string;
  accounts: Account[];
  /** Balances that are known, each currency by itself. */
  totals: BalanceTotal[];
  /** Accounts without a balance: the totals of their currency are left out. */
  unknown: number;
}

const KINDS: readonly { name: string; types: readonly AccountType[] }[] = [
  { name: "Cash and savings", types: ["checking", "savings", "cash"] },
  { name: "Cards and debts", types: ["credit", "loan", "liability"] },
  { name: "Investments and things", types: ["investment", "asset"] },
];

/** Open accounts by the person's groups; those without one and the hidden and closed ones come last. */
export function groupByName(accounts: readonly Account[], groups: readonly NamedGroup[]): AccountGroup[] {
  const sorted = inOrder(accounts);
  const shown = sorted.filter((account) => !isAway(account));
  const isGrouped = ({ group_id }: Account) => groups.some(({ id }) => id === group_id);
  return [
    ...groups.map(({ id, name }) => ({
      ...groupOf(
        name,
        shown.filter(({ group_id }) => group_id === id),
      ),
      id,
    })),
    groupOf(
      "Without a group",
      shown.filter((account) => !isGrouped(account)),
    ),
    groupOf("Hidden and closed", sorted.filter(isAway)),
  ].filter((group) => group.accounts.length > 0 || group.id !== null);
}

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

/** The ids of all shown accounts after one went up (-1) or down (1) among those of its group. */
export function movedBy(
  of: readonly Account[],
  account: Account,
  by: number,
  groups: readonly AccountGroup[],
): number[] {
  const target = of[Math.max(0, Math.min(of.length - 1, of.indexOf(account) + by))];
  return movedTo(of, account, target ?? account, groups);
}

/** The ids of all shown accounts after one took the place of another in its group. */
export function movedTo(
  of: readonly Account[],
  account: Account,
  target: Account,
  groups: readonly AccountGroup[],
): number[] {
  const order = of.filter((each) => each !== account);
  order.splice(of.indexOf(target), 0, account);
  return groups.flatMap(({ accounts }) => (accounts === of ? order : accounts)).map(({ id }) => id);
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

/** "Available $3,911.60, limit $4,000.00", as the bank says; null if it says neither. */
export function limitWords(account: Account): string | null {
  const { balance_available_minor: available, balance_limit_minor: limit, currency } = account;
  const parts = [
    available !== null && `available ${formatNet(available, currency)}`,
    limit !== null && `limit ${formatNet(limit, currency)}`,
  ].filter((part) => typeof part === "string");
  const words = parts.join(", ");
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : null;
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
  const unknown = accounts.filter((account) => account.balance_current_minor === null);
  const isKnown = ({ currency }: { currency: string }) =>
    !unknown.some((account) => account.currency === currency);
  return {
    id: null,
    name,
    accounts,
    totals: totalBalances(accounts).totals.filter(isKnown),
    unknown: unknown.length,
  };
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
  const standing = good.filter(({ undone_at }) => undone_at === null);
  const sum = (name: "added" | "settled" | "removed") =>
    standing.reduce((total, entry) => total + entry[name], 0);
  const parts = [
    sum("added") && `${count(sum("added"), "transaction")} new`,
    sum("settled") && `${formatCount(sum("settled"))} settled`,
    sum("removed") && `${formatCount(sum("removed"))} taken back`,
  ].filter(Boolean);
  const words = parts.length ? `${parts.join(", ")}.` : good.length ? "Nothing is new." : "";
  return { at, answered: good.length, words };
}

export type NetTotal = AccountsOverview["totals"][number];
export type AccountProof = AccountsOverview["proofs"][number];

/** The sum behind the net total; a debt is taken off. Null where a balance is not known. */
export function totalTerms(total: NetTotal): { sign: "" | "+" | "−"; label: string; minor: number | null }[] {
  return total.terms.map(({ kind, value_minor: minor }, at) => {
    const isOwed = kind === "debts" && (minor ?? 0) <= 0;
    return {
      sign: isOwed ? "−" : at ? "+" : "",
      label: {
        cash: "Cash",
        investments: "Investments",
        debts: isOwed ? "Cards and loans, owed" : "Cards and loans",
      }[kind],
      minor: minor !== null && isOwed ? -minor : minor,
    };
  });
}

/** "The balance of Wallet is not known."; null if every balance is. */
export function unknownWords({ unknown }: NetTotal): string | null {
  if (!unknown.length) return null;
  const names = listOf(unknown.map(({ name }) => name));
  return unknown.length === 1
    ? `The balance of ${names} is not known.`
    : `The balances of ${names} are not known.`;
}

/** "Travel Card counts as of Nov 18"; null if every balance is of today. */
export function staleWords({ stale }: NetTotal, asOf: string): string | null {
  const [first, ...rest] = stale;
  if (!first?.on) return null;
  if (rest.length > 1) return `${count(stale.length, "account")} count as of earlier days`;
  return listOf(
    stale.map(({ name, on }, at) => `${name}${at ? "" : " counts"} as of ${formatDay(on ?? asOf, asOf)}`),
  );
}

/** "to Oct 31", or what is missing and where; the newest gap if there are several. */
export function proofResult(
  proof: AccountProof,
  asOf: string,
): { gap: AccountProof["months"][number] | null; words: string } {
  const gaps = proof.months.filter(({ state }) => state === "gap");
  const newest = gaps[gaps.length - 1] ?? null;
  if (newest) {
    const more = gaps.length > 1 ? `, ${gaps.length - 1} more` : "";
    return { gap: newest, words: `in ${formatMonthName(newest.month)}${more}` };
  }
  if (!proof.stated_to) return { gap: null, words: "no statements" };
  return { gap: null, words: `to ${formatDay(proof.stated_to, asOf)}` };
}

/** "Cashback Card: 10 of 12 months proven, Oct 2026 does not add up" */
export function proofLabel({ name, months }: AccountProof): string {
  const proven = months.filter(({ state }) => state === "proven").length;
  const gaps = months.filter(({ state }) => state === "gap").map(({ month }) => formatMonth(month));
  const missing = gaps.length ? `, ${listOf(gaps)} ${gaps.length === 1 ? "does" : "do"} not add up` : "";
  return `${name}: ${proven} of ${months.length} months proven${missing}`;
}
