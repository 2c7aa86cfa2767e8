import { expect, test } from "vitest";
import { makeRow } from "@/testing/makers";
import { byDay, byMerchant, headingOf } from "./grouping";
import { netOf, writeNet, writeTotal } from "./sums";

const asOf = "2026-11-21";

test("dates are headings with their counts", () => {
  const rows = [makeRow({ on: "2026-11-20" }), makeRow({ on: "2026-11-20" }), makeRow({ on: "2026-11-19" })];
  expect(byDay(rows).map((group) => Object.values(headingOf(group, asOf)))).toEqual([
    ["Yesterday", "Fri, Nov 20 · 2 transactions"],
    ["Thu, Nov 19", "1 transaction"],
  ]);
});

test("rows that are not loaded stand under the day that the counts give them", () => {
  const rows = [makeRow({ on: "2026-11-20" }), undefined, undefined, makeRow({ on: "2026-11-18" })];
  const days = [
    { period: "2026-11-20", count: 2 },
    { period: "2026-11-19", count: 1 },
    { period: "2026-11-18", count: 1 },
  ];
  expect(byDay(rows, days).map(({ key, rows }) => [key, rows.length])).toEqual([
    ["2026-11-20", 2],
    ["2026-11-19", 1],
    ["2026-11-18", 1],
  ]);
});

test("counts from before a row left never open a day twice", () => {
  const rows = [makeRow({ on: "2026-11-19" }), undefined];
  const days = [
    { period: "2026-11-20", count: 2 },
    { period: "2026-11-19", count: 1 },
  ];
  expect(byDay(rows, days).map(({ key }) => key)).toEqual(["2026-11-19"]);
});

test("merchants with the most rows come first, unnamed rows by their text", () => {
  const rows = [
    makeRow({ merchant_key: "kite", merchant_name: "Kite" }),
    makeRow({ merchant_key: "lane", merchant_name: "Lane" }),
    makeRow({ merchant_key: "lane", merchant_name: "Lane" }),
    makeRow({ merchant_key: "", merchant_name: "", description: "CHK 8812" }),
  ];
  expect(byMerchant(rows).map((group) => [group.merchant, group.rows.length])).toEqual([
    ["Lane", 2],
    ["CHK 8812", 1],
    ["Kite", 1],
  ]);
});

test("a net leaves out what only moved, and currencies never add", () => {
  const rows = [
    makeRow({ amount_minor: -284000 }),
    makeRow({ amount_minor: 8412 }),
    makeRow({ amount_minor: 40000, is_internal: true }),
    makeRow({ amount_minor: 1000, currency: "EUR" }),
  ];
  expect([...netOf(rows)]).toEqual([
    ["USD", 275588],
    ["EUR", -1000],
  ]);
  expect(writeNet(rows)).toBe("net +$2,755.88 · \u2212€10.00");
  expect(writeNet([makeRow({ is_internal: true })])).toBeNull();
});

test("a selection that only goes out is told plainly", () => {
  expect(writeTotal([makeRow({ amount_minor: 675 }), makeRow({ amount_minor: 280 })])).toBe("$9.55");
  expect(writeTotal([makeRow({ amount_minor: 675 }), makeRow({ amount_minor: -1000 })])).toBe("+$3.25");
});
