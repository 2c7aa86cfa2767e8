import { expect, test } from "vitest";
import type { Account } from "@/api/types";
import { makeConnection, makeSync } from "@/testing/bank-makers";
import { asksWhetherOwed, changesIn, errorsIn, formOf } from "./form";
import {
  coverageWords,
  freshnessOf,
  gapsIn,
  groupAccounts,
  lastSyncOf,
  limitWords,
  type NetTotal,
  proofLabel,
  proofResult,
  staleWords,
  totalTerms,
  unknownWords,
  yearsOf,
} from "./model";

function account(id: number, more: Partial<Account> = {}): Account {
  return {
    id,
    name: `Account ${id}`,
    official_name: null,
    institution: null,
    mask: null,
    account_type: "checking",
    currency: "USD",
    balance_current_minor: 100,
    balance_on: "2026-11-01",
    balance_stated_on: "2026-11-01",
    balance_source: "statement",
    unclear_balance_minor: null,
    balance_available_minor: null,
    balance_limit_minor: null,
    balance_updated_at: null,
    positive_balance_means: null,
    ownership_percent: 100,
    is_hidden: false,
    closed_on: null,
    position: id,
    group_id: null,
    is_in_totals: true,
    connection_id: null,
    connection_status: "manual",
    last_sync_error: null,
    earliest_transaction: "2026-01-01",
    latest_transaction: "2026-11-01",
    transaction_count: 3,
    pending_count: 0,
    ...more,
  };
}

test("the last round of syncs says how many banks answered and what is new", () => {
  const good = makeConnection({ last_sync: makeSync({ added: 3, settled: 2 }) });
  const failed = makeConnection({
    last_sync: makeSync({ status: "error", started_at: "2026-11-21T14:00:00Z" }),
  });
  expect(lastSyncOf([good, failed])).toEqual({
    at: "2026-11-21T14:00:00Z",
    answered: 1,
    words: "3 transactions new, 2 settled.",
  });
  expect(lastSyncOf([failed]).words).toBe("");
  expect(lastSyncOf([]).at).toBeNull();
});

test("accounts are grouped by kind; hidden and closed ones come last", () => {
  const groups = groupAccounts([
    account(1, { is_hidden: true }),
    account(2, { account_type: "credit" }),
    account(3),
    account(4, { currency: "EUR" }),
  ]);
  expect(groups.map((group) => [group.name, group.accounts.map((one) => one.id)])).toEqual([
    ["Cash and savings", [3, 4]],
    ["Cards and debts", [2]],
    ["Hidden and closed", [1]],
  ]);
  expect(groups[0]?.totals).toEqual([
    { currency: "USD", minor: 100 },
    { currency: "EUR", minor: 100 },
  ]);
  const [group] = groupAccounts([account(1), account(2, { balance_current_minor: null })]);
  expect([group?.totals, group?.unknown]).toEqual([[], 1]);
});

test("a file a month keeps an account fresh", () => {
  expect(freshnessOf(account(1), "2026-11-21")).toBe("fresh");
  expect(freshnessOf(account(1), "2026-12-21")).toBe("stale");
  expect(freshnessOf(account(1, { latest_transaction: null }), "2026-11-21")).toBe("empty");
});

test("a month without rows between others is missing", () => {
  const coverage = [
    { month: "2025-12", count: 4 },
    { month: "2026-01", count: 0 },
    { month: "2026-02", count: 3 },
  ];
  expect(gapsIn(coverage)).toEqual(["2026-01"]);
  expect(coverageWords(coverage)).toBe("3 months, Jan 2026 missing");
  expect(yearsOf(coverage).map((year) => [year.year, year.months.filter(Boolean).length])).toEqual([
    ["2026", 2],
    ["2025", 1],
  ]);
});

test("only what differs is sent", () => {
  const before = account(1, { mask: "1234" });
  expect(changesIn(formOf(before), before)).toEqual({});
  expect(
    changesIn({ ...formOf(before), mask: "", balance: "-12.5", closed_on: "2026-01-31" }, before),
  ).toEqual({
    mask: null,
    balance_current_minor: -1250,
    closed_on: "2026-01-31",
  });
});

test("what cannot be kept is said beside its field", () => {
  const form = { ...formOf(account(1)), name: " ", mask: "12a", balance: "lots", closed_on: "2026-02-30" };
  expect(Object.keys(errorsIn(form)).sort()).toEqual(["balance", "closed_on", "mask", "name"]);
});

test("a positive balance on a card is asked about, and what is owed is sent as a debt", () => {
  const card = account(1, { account_type: "credit", balance_current_minor: null });
  const typed = { ...formOf(card), balance: "1,284.77" };
  expect(asksWhetherOwed(typed)).toBe(true);
  expect(Object.keys(errorsIn(typed))).toEqual(["isOwed"]);
  expect(changesIn({ ...typed, isOwed: true }, card)).toEqual({ balance_current_minor: -128_477 });
  expect(changesIn({ ...typed, isOwed: false }, card)).toEqual({ balance_current_minor: 128_477 });
});

test("a balance that cannot be a debt, or is one already, is not asked about", () => {
  const checking = account(1);
  expect(asksWhetherOwed({ ...formOf(checking), balance: "5" })).toBe(false);
  expect(asksWhetherOwed({ ...formOf(checking), account_type: "loan", balance: "-5" })).toBe(false);
});

const total: NetTotal = {
  currency: "USD",
  value_minor: 6_783_817,
  known_minor: 6_783_817,
  terms: [
    { kind: "cash", value_minor: 2_131_879 },
    { kind: "debts", value_minor: -159_767 },
    { kind: "investments", value_minor: 4_811_705 },
  ],
  unknown: [],
  stale: [],
};

test("a debt is taken off the net total, money on a card is added", () => {
  expect(totalTerms(total).map(({ sign, minor }) => [sign, minor])).toEqual([
    ["", 2_131_879],
    ["−", 159_767],
    ["+", 4_811_705],
  ]);
  const paid = totalTerms({ ...total, terms: [{ kind: "debts", value_minor: 500 }] });
  expect(paid).toEqual([{ sign: "", label: "Cards and loans", minor: 500 }]);
});

test("the net total names what it does not know and what is old", () => {
  expect(unknownWords(total)).toBeNull();
  const wallet = { account_id: 1, name: "Wallet", on: null };
  expect(unknownWords({ ...total, unknown: [wallet] })).toBe("The balance of Wallet is not known.");
  expect(unknownWords({ ...total, unknown: [wallet, { ...wallet, name: "House" }] })).toBe(
    "The balances of Wallet and House are not known.",
  );
  const card = { account_id: 2, name: "Travel Card", on: "2026-11-18" };
  expect(staleWords({ ...total, stale: [card] }, "2026-11-21")).toBe("Travel Card counts as of Nov 18");
  expect(staleWords({ ...total, stale: [card, card, card] }, "2026-11-21")).toBe(
    "3 accounts count as of earlier days",
  );
  expect(staleWords(total, "2026-11-21")).toBeNull();
});

test("an account is proven up to the last stated balance, or says which month does not add up", () => {
  const proof = {
    account_id: 1,
    name: "Cashback Card",
    currency: "USD",
    stated_to: "2026-10-31",
    months: [
      { month: "2026-09", state: "proven" as const, missing_minor: 0 },
      { month: "2026-10", state: "gap" as const, missing_minor: 800 },
      { month: "2026-11", state: "none" as const, missing_minor: 0 },
    ],
  };
  expect(proofResult(proof, "2026-11-21")).toEqual({ gap: proof.months[1], words: "in Oct" });
  expect(proofLabel(proof)).toBe("Cashback Card: 1 of 3 months proven, Oct 2026 does not add up");
  const good = { ...proof, months: proof.months.slice(0, 1) };
  expect(proofResult(good, "2026-11-21")).toEqual({ gap: null, words: "to Oct 31" });
});

test("what is available and the limit are told as the bank says them", () => {
  expect(limitWords(account(1))).toBeNull();
  const card = account(1, { balance_available_minor: 391_160, balance_limit_minor: 400_000 });
  expect(limitWords(card)).toBe("Available $3,911.60, limit $4,000.00");
});
