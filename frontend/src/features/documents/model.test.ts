import { expect, test } from "vitest";
import type { Purchase } from "@/api/types";
import { paramsOf, piecesOf, sizeOf, sumOf, viewOf } from "./model";

const PURCHASE: Purchase = {
  index: 0,
  merchant: "Harvest Lane",
  number: null,
  on: "2026-11-20",
  currency: "USD",
  lines: [{ text: "Bread", amount_minor: 650, quantity: null }],
  extras: [{ text: "Deposit", amount_minor: 95, quantity: null }],
  tax_minor: 50,
  is_tax_added: true,
  total_minor: 795,
  lines_minor: 650,
  read_minor: 795,
  difference_minor: 0,
  linked_transaction: null,
  candidates: [],
  is_sure: false,
  is_split: false,
  parts: [],
};

test("the view is in the address", () => {
  const view = viewOf(new URLSearchParams("tab=unlinked&kind=receipt&year=2026&q=bread&open=4"));
  expect(view).toEqual({ tab: "unlinked", kind: "receipt", year: "2026", search: "bread", open: 4 });
  expect(paramsOf(view)).toMatchObject({ kind: "receipt", tax_year: "2026", linked: "false", q: "bread" });
  expect(viewOf(new URLSearchParams("kind=nonsense&open=x"))).toMatchObject({ kind: null, open: null });
});

test("a receipt adds up line by line", () => {
  expect(sumOf(PURCHASE)).toEqual([
    { sign: "", label: "1 line", minor: 650 },
    { sign: "+", label: "Deposit", minor: 95 },
    { sign: "+", label: "Tax", minor: 50 },
    { sign: "=", label: "Read", minor: 795 },
  ]);
  expect(sumOf({ ...PURCHASE, is_tax_added: false }).map(({ label }) => label)).not.toContain("Tax");
});

test("what was found in a text stands apart", () => {
  expect(piecesOf("the ⟦Harvest⟧ lane")).toEqual([
    { text: "the ", isFound: false },
    { text: "Harvest", isFound: true },
    { text: " lane", isFound: false },
  ]);
});

test("sizes are in kilobytes and megabytes", () => {
  expect([sizeOf(12), sizeOf(84_000), sizeOf(1_100_000)]).toEqual(["1 KB", "84 KB", "1.1 MB"]);
});
