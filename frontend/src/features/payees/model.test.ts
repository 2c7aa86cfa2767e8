import { expect, test } from "vitest";
import type { Payee, PayeeRow } from "@/api/types";
import { everyWords, mergeTarget, monthsOf, viewOf } from "./model";

const month = (period: string, out_minor: number, currency = "EUR") => ({
  period,
  currency,
  out_minor,
  in_minor: 0,
  transaction_count: 1,
});

const row = (name: string, transaction_count: number, spelling_count = 0): PayeeRow => ({
  merchant_key: name,
  name,
  transaction_count,
  spelling_count,
  first_on: "2026-01-01",
  last_on: "2026-01-01",
  year_sums: [],
});

test("months without a payment are zero, and another currency is not mixed in", () => {
  const payee = {
    months: [month("2026-01", 500), month("2026-03", 700), month("2026-03", 900, "USD")],
  } as Payee;
  expect(monthsOf(payee, "2026-03", 3)).toEqual({ currency: "EUR", out: [500, 0, 700] });
  expect(monthsOf({ months: [] } as unknown as Payee, "2026-03", 3)).toBeNull();
});

test("payees are merged into the one that has a name already, else into the one seen most", () => {
  expect(mergeTarget([row("a", 9), row("b", 2, 2)])?.name).toBe("b");
  expect(mergeTarget([row("a", 2), row("b", 9)])?.name).toBe("b");
});

test("a rhythm is said in words", () => {
  expect(everyWords({ unit: "month", interval: 1 } as Payee["rhythms"][number])).toBe("every month");
  expect(everyWords({ unit: "week", interval: 2 } as Payee["rhythms"][number])).toBe("every 2 weeks");
});

test("an unknown order in the address is the usual one", () => {
  expect(viewOf(new URLSearchParams("sort=odd&search=shop"))).toEqual({
    search: "shop",
    sort: "count",
    open: null,
  });
});
