import { expect, test } from "vitest";
import { NO_CATEGORY, rowsOfCategory, rowsOfParent } from "@/entities/transactions/counted";
import { addSeries, buildLines, likelyTotal, type SpendingRow, seriesById, sortLines } from "./model";
import { outline, readOpen, wanted, writeOpen } from "./outline";

function row(id: number, parent: number, total: number, more: Partial<SpendingRow> = {}): SpendingRow {
  return {
    id,
    short_desc: `c${id}`,
    display_name: `Category ${id}`,
    color: null,
    parent_id: parent,
    parent_display_name: `Parent ${parent}`,
    parent_color: "#123456",
    parent_short_desc: `c${parent}`,
    total_minor: total,
    out_minor: total,
    refunds_minor: 0,
    count: 1,
    usual_minor: null,
    usual_to_date_minor: null,
    last_year_minor: null,
    parent_usual_minor: null,
    parent_usual_to_date_minor: null,
    parent_last_year_minor: null,
    currency: "USD",
    ...more,
  };
}

test("a parent is the sum of its parts, refunds taken off", () => {
  const [food] = buildLines([row(2, 1, 6000, { refunds_minor: 500 }), row(3, 1, 1000)], false);
  expect(food).toMatchObject({ id: 1, total: 7000, refunds: 500, count: 2, usual: null });
});

test("rows filed under the parent itself are named so", () => {
  const [food] = buildLines([row(1, 1, 100), row(2, 1, 50)], false);
  expect(food?.children.map((child) => child.name)).toEqual(["Directly in Category 1", "Category 2"]);
});

test("while a month runs, usual is what is usual by this day", () => {
  const rows = [
    row(2, 1, 100, {
      usual_minor: 9000,
      usual_to_date_minor: 2333,
      parent_usual_minor: 9500,
      parent_usual_to_date_minor: 2500,
    }),
  ];
  const [running] = buildLines(rows, true);
  expect([running?.usual, running?.children[0]?.usual]).toEqual([2500, 2333]);
  const [ended] = buildLines(rows, false);
  expect([ended?.usual, ended?.children[0]?.usual]).toEqual([9500, 9000]);
});

test("money out without a category is a line of its own, and leads to its rows", () => {
  const [line] = buildLines([row(NO_CATEGORY, NO_CATEGORY, 4321, { display_name: "No category" })], false);
  expect(line?.children[0]?.name).toBe("No category");
  expect(rowsOfParent(NO_CATEGORY)).toEqual({ uncategorized: true, search: "is:counted is:out" });
  expect(rowsOfCategory(7)).toEqual({ category_id: 7, search: "is:counted" });
});

test("likely is what is spent and what usually still comes, never less than what is spent", () => {
  expect(likelyTotal({ spent: 3481, usualToDate: 3449, usual: 4318 })).toBe(4350);
  expect(likelyTotal({ spent: 500, usualToDate: 700, usual: 600 })).toBe(500);
  expect(likelyTotal({ spent: 500, usualToDate: null, usual: 600 })).toBeNull();
});

test("lines are sorted at both levels", () => {
  const lines = buildLines([row(2, 1, 10), row(3, 1, 90), row(5, 4, 500)], false);
  expect(sortLines(lines, "spent").map((line) => line.id)).toEqual([4, 1]);
  expect(sortLines(lines, "spent")[1]?.children.map((line) => line.id)).toEqual([3, 2]);
  expect(sortLines(lines, "name").map((line) => line.id)).toEqual([1, 4]);
});

test("small bars hold a place for months without rows, and one currency only", () => {
  const sum = (name: string, out: number, currency = "USD") => ({
    month: name,
    category_id: 2,
    out_minor: out,
    in_minor: 5,
    count: 1,
    currency,
  });
  const series = seriesById(
    [sum("2026-01", 105), sum("2026-03", 25), sum("2026-03", 999, "EUR")],
    ["2026-01", "2026-02", "2026-03"],
    "USD",
  );
  expect(series.get(2)).toEqual([100, 0, 20]);
  expect(addSeries([series.get(2), undefined, [1, 1, 1]], 3)).toEqual([101, 1, 21]);
});

test("what is open shows what lies below, down to the rows", () => {
  const lines = buildLines([row(2, 1, 100), row(3, 1, 50)], false);
  const merchant = {
    merchant: "Kettle",
    merchant_key: "kettle",
    total_minor: 100,
    count: 1,
    last_on: "2026-11-01",
    currency: "USD",
  };
  const below = {
    merchants: () => ({ items: [merchant], isWaiting: false, isFailed: false }),
    rows: () => ({ items: [], isWaiting: true, isFailed: false }),
  };
  const shown = outline(lines, readOpen("p1~c2~m2:kettle"), below);
  expect(shown.map((line) => line.key)).toEqual(["p1", "c2", "m2:kettle", "w2:kettle", "c3"]);
  expect(writeOpen(readOpen("p1~c2"))).toBe("p1~c2");
});

test("only what is open and in sight is asked for", () => {
  const lines = buildLines([row(2, 1, 100), row(3, 1, 50), row(4, 4, 9)], false);
  expect(wanted(readOpen("c2~m2:kettle"), lines)).toEqual({ categories: [], merchants: [] });
  expect(wanted(readOpen("p1~c2~m2:kettle~m9:other"), lines)).toEqual({
    categories: [2],
    merchants: [{ categoryId: 2, key: "kettle" }],
  });
  expect(wanted(readOpen("p4"), lines).categories).toEqual([4]);
});
