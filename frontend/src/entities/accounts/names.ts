/** How accounts and their kinds are called. */
import type { Account, AccountType } from "@/api/types";
import type { Option } from "@/ui/select";

export const ACCOUNT_TYPES: readonly Option<AccountType>[] = [
  { value: "checking", label: "Checking" },
  { value: "savings", label: "Savings" },
  { value: "credit", label: "Credit card" },
  { value: "cash", label: "Cash" },
  { value: "loan", label: "Loan" },
  { value: "investment", label: "Investment" },
  { value: "asset", label: "Other asset" },
  { value: "liability", label: "Other debt" },
];

export function accountTypeName(type: AccountType): string {
  return ACCOUNT_TYPES.find((option) => option.value === type)?.label ?? type;
}

/** Everyday Checking ··4417 */
export function fullName(account: Pick<Account, "name" | "mask">): string {
  return account.mask ? `${account.name} ··${account.mask}` : account.name;
}

/** Accounts as one would look for them: open before closed, in the user's order. */
export function inOrder(accounts: readonly Account[]): Account[] {
  const rank = (account: Account) => (account.closed_on ? 2 : 0) + (account.is_hidden ? 1 : 0);
  return [...accounts].sort(
    (a, b) => rank(a) - rank(b) || a.position - b.position || a.name.localeCompare(b.name),
  );
}
