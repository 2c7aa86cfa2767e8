/** The form of an account: what is typed, what is wrong with it, what is sent. */
import type { Account, AccountType } from "@/api/types";
import { isDebt } from "@/entities/accounts/balances";
import { isDay } from "@/kit/dates";
import { parseAmount, toInput } from "@/kit/money";

export interface AccountForm {
  name: string;
  account_type: AccountType;
  institution: string;
  mask: string;
  currency: string;
  balance: string;
  /** Of a card or loan with a positive balance: whether that is owed. Null until it is answered. */
  isOwed: boolean | null;
  is_hidden: boolean;
  closed_on: string;
}

export type FormErrors = Partial<Record<keyof AccountForm, string>>;

export function emptyForm(currency: string): AccountForm {
  return {
    name: "",
    account_type: "checking",
    institution: "",
    mask: "",
    currency,
    balance: "",
    isOwed: null,
    is_hidden: false,
    closed_on: "",
  };
}

export function formOf(account: Account): AccountForm {
  const { balance_current_minor: balance, currency } = account;
  return {
    name: account.name,
    account_type: account.account_type,
    institution: account.institution ?? "",
    mask: account.mask ?? "",
    currency,
    balance: balance === null ? "" : toInput(balance, currency),
    isOwed: balance !== null && balance > 0 ? false : null,
    is_hidden: account.is_hidden,
    closed_on: account.closed_on ?? "",
  };
}

export function errorsIn(form: AccountForm): FormErrors {
  const errors: FormErrors = {};
  if (!form.name.trim()) errors.name = "Enter a name.";
  if (!/^\d{0,4}$/.test(form.mask.trim()))
    errors.mask = "Enter up to four digits: the end of the account number.";
  if (!/^[A-Z]{3}$/.test(form.currency.trim())) errors.currency = "Enter three capital letters, such as EUR.";
  else if (form.balance.trim() && parseAmount(form.balance, form.currency) === null)
    errors.balance = "Enter an amount, such as 1234.50. Use a minus for a debt.";
  else if (asksWhetherOwed(form) && form.isOwed === null) errors.isOwed = "Choose one of the two.";
  if (form.closed_on && !isDay(form.closed_on)) errors.closed_on = "This is not a valid date.";
  return errors;
}

/** A positive balance on a card or loan is either what is owed or a credit: only the person knows which. */
export function asksWhetherOwed(form: AccountForm): boolean {
  return isDebt(form.account_type) && (parseAmount(form.balance, form.currency) ?? 0) > 0;
}

/** The balance with its sign, a debt being negative; null when the field is empty. */
function balanceIn(form: AccountForm): number | null {
  if (!form.balance.trim()) return null;
  const minor = parseAmount(form.balance, form.currency);
  return minor !== null && asksWhetherOwed(form) && form.isOwed ? -minor : minor;
}

/** What is sent to the backend. For an account that exists only what differs. */
export function changesIn(form: AccountForm, account: Account | null): Record<string, unknown> {
  const fields: Record<string, unknown> = {
    name: form.name.trim(),
    account_type: form.account_type,
    institution: form.institution.trim() || null,
    mask: form.mask.trim() || null,
    currency: form.currency.trim(),
    balance_current_minor: balanceIn(form),
  };
  if (!account) return fields;
  const all: Record<string, unknown> = {
    ...fields,
    is_hidden: form.is_hidden,
    closed_on: form.closed_on || null,
  };
  const now: Readonly<Record<string, unknown>> = { ...account };
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => now[name] !== value));
}
