import { expect, test } from "vitest";
import { balanceSource, isDebt, totalBalances } from "./balances";

const held = (balance_current_minor: number | null, currency = "USD") => ({
  balance_current_minor,
  currency,
});

test("a debt lowers the total, and currencies are never added", () => {
  expect(totalBalances([held(418_236), held(-128_477), held(2_000, "EUR")])).toEqual({
    totals: [
      { currency: "USD", minor: 289_759 },
      { currency: "EUR", minor: 2_000 },
    ],
    missing: 0,
  });
});

test("a balance says whose it is and of which day", () => {
  const stated = {
    balance_on: "2026-11-10",
    balance_stated_on: "2026-11-10",
    balance_source: "statement" as const,
  };
  expect(balanceSource(stated, "2026-11-21")).toBe("Statement of Nov 10");
  expect(balanceSource({ ...stated, balance_on: "2026-11-20" }, "2026-11-21")).toBe(
    "Statement of Nov 10, then transactions to Nov 20",
  );
  expect(balanceSource({ ...stated, balance_source: "manual" }, "2026-11-21")).toBe("Set Nov 10");
  expect(
    balanceSource({ balance_on: null, balance_stated_on: null, balance_source: null }, "2026-11-21"),
  ).toBeNull();
});

test("cards, loans and other debts owe", () => {
  expect((["credit", "loan", "liability"] as const).every(isDebt)).toBe(true);
  expect((["checking", "savings", "cash", "investment", "asset"] as const).some(isDebt)).toBe(false);
});
