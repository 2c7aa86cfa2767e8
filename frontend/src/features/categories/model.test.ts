import { expect, test } from "vitest";
import type { Category } from "@/api/types";
import { placesFor, treeLines, usesInWords } from "./model";

function category(id: number, name: string, parent: number | null, more: Partial<Category> = {}): Category {
  return {
    id,
    short_desc: `c${id}`,
    display_name: name,
    parent_id: parent,
    parent_short_desc: parent === null ? null : `c${parent}`,
    parent_name: null,
    color: null,
    kind: "expense",
    is_income: false,
    is_recurring: false,
    is_archived: false,
    position: id,
    transaction_count: id,
    ...more,
  };
}

const all = [
  category(2, "Café", 1),
  category(1, "Food", null),
  category(3, "Bars", 1, { is_archived: true }),
  category(4, "Travel", null),
];
const view = { typed: "", closed: new Set<number>(), withArchived: false };

test("parts stand below their main category; archived ones only when asked for", () => {
  expect(treeLines(all, view).map((line) => line.category.display_name)).toEqual(["Food", "Café", "Travel"]);
  expect(treeLines(all, { ...view, withArchived: true })).toHaveLength(4);
  expect(treeLines(all, { ...view, closed: new Set([1]) })).toHaveLength(2);
});

test("categories without transactions can be hidden, but not the parent of a used one", () => {
  const unused = { transaction_count: 0 };
  const some = [category(1, "Food", null, unused), category(2, "Café", 1), category(5, "Pets", null, unused)];
  const names = treeLines(some, { ...view, usedOnly: true }).map((line) => line.category.display_name);
  expect(names).toEqual(["Food", "Café"]);
});

test("a main category counts the rows of its parts", () => {
  expect(treeLines(all, view)[0]?.rows).toBe(3);
});

test("a search opens what it finds, whatever the accents", () => {
  const found = treeLines(all, { ...view, typed: "cafe", closed: new Set([1]) });
  expect(found.map((line) => line.category.display_name)).toEqual(["Food", "Café"]);
  expect(treeLines(all, { ...view, typed: "zzz" })).toEqual([]);
});

test("a category with parts stays where it is; others may go below any other group", () => {
  expect(placesFor(all[1] as Category, all)).toEqual([]);
  expect(placesFor(all[0] as Category, all).map((place) => place.display_name)).toEqual(["Travel"]);
});

test("uses are told with their numbers", () => {
  expect(usesInWords({ transactions: 42, mappings: 1, budgets: 0, rules: 2 })).toBe(
    "42 transactions, 1 merchant rule and 2 amount rules",
  );
  expect(usesInWords({ transactions: 0 })).toBeNull();
});
