/** What accounts hold: sums per currency, where a balance comes from, and the sign of a debt. */
import type { Account, AccountType } from "@/api/types";
import { formatDay } from "@/kit/dates";

type Held = Pick<Account, "currency" | "balance_current_minor">;

export interface BalanceTotal {
  currency: string;
  minor: number;
}

/** The balances that are known, each currency by itself, and how many are missing from them. */
export function totalBalances(accounts: readonly Held[]): { totals: BalanceTotal[]; missing: number } {
  const sums = new Map<string, number>();
  let missing = 0;
  for (const { currency, balance_current_minor: minor } of accounts)
    if (minor === null) missing += 1;
    else sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return { totals: [...sums].map(([currency, minor]) => ({ currency, minor })), missing };
}

type Sourced = Pick<Account, "balance_on" | "balance_stated_on" | "balance_source">;

/** "Statement of Nov 10, then transactions to Nov 21": which day the balance is of, and who stated it. */
export function balanceSource(account: Sourced, asOf: string): string | null {
  const { balance_on: on, balance_stated_on: statedOn, balance_source: source } = account;
  if (!on || !statedOn) return null;
  const day = formatDay(statedOn, asOf);
  const stated =
    source === "statement" ? `Statement of ${day}` : source === "sync" ? `Bank, ${day}` : `Set ${day}`;
  return on > statedOn ? `${stated}, then transactions to ${formatDay(on, asOf)}` : stated;
}

const OWED: readonly AccountType[] = ["credit", "loan", "liability"];

/** Whether an account of this type holds a debt, so that its balance is usually negative. */
export function isDebt(type: AccountType): boolean {
  return OWED.includes(type);
}
