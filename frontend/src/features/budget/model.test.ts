import { expect, test } from "vitest";
import type { Category } from "@/api/types";
import {
  addSums,
  type Budget,
  groupBudgets,
  perDay,
  roundUp,
  type Spent,
  type Summary,
  sumsOf,
  unbudgeted,
} from "./model";

function category(id: number, parent: number | null, more: Partial<Category> = {}): Category {
  return {
    id,
    short_desc: `c${id}`,
    display_name: `Category ${id}`,
    parent_id: parent,
    parent_short_desc: null,
    parent_name: null,
    color: null,
    kind: "expense",
    is_income: false,
    is_recurring: false,
    is_archived: false,
    position: id,
    transaction_count: 0,
    ...more,
  };
}

function budget(id: number, parent: number | null, amount: number, spent: number): Budget {
  return {
    id: id + 100,
    category_id: id,
    category_short_desc: `c${id}`,
    category_name: `Category ${id}`,
    color: null,
    parent_category_id: parent,
    parent_category_name: parent === null ? null : `Category ${parent}`,
    month: "2026-11",
    currency: "USD",
    budgeted_minor: amount,
    spent_minor: spent,
    remaining_minor: amount - spent,
    percent_used: 0,
    rollover: false,
    rolled_minor: 0,
    last_month_spent_minor: 0,
    usual_minor: null,
  };
}

const categories = [
  category(1, null),
  category(2, 1),
  category(3, 1),
  category(5, null),
  category(6, 5, { is_recurring: true }),
];

test("a main category's budget holds those below it, which do not count twice", () => {
  const groups = groupBudgets(
    [budget(2, 1, 500, 600), budget(1, null, 1000, 900), budget(6, 5, 100, 100)],
    categories,
  );
  expect(groups.map((group) => group.id)).toEqual([1, 5]);
  expect(addSums(groups.map(sumsOf))).toEqual({ budgeted: 1100, rolled: 0, spent: 1000, left: 100 });
});

test("without a budget of its own a main category adds its parts up", () => {
  const [food] = groupBudgets([budget(2, 1, 500, 600), budget(3, 1, 100, 0)], categories);
  expect(food?.budget).toBeNull();
  expect(food && sumsOf(food)).toEqual({ budgeted: 600, rolled: 0, spent: 600, left: 0 });
});

test("a group whose parts all come back regularly is fixed", () => {
  const groups = groupBudgets([budget(5, null, 100, 0), budget(1, null, 100, 0)], categories);
  expect(groups.map((group) => group.isFixed)).toEqual([false, true]);
});

test("what is left is spread over the days that are left, today included", () => {
  const summary = { remaining_minor: 70703, days_in_month: 30, day: 21 } as Summary;
  expect(perDay(summary)).toEqual({ minor: 7070, days: 10 });
  expect(perDay({ ...summary, day: 30 })).toBeNull();
  expect(perDay({ ...summary, remaining_minor: -5 })).toBeNull();
});

test("only spending that no budget covers is without one", () => {
  const spent = [2, 3, 6].map((id) => ({ id, parent_id: id === 6 ? 5 : 1, total_minor: id * 10 }) as Spent);
  expect(unbudgeted(spent, [budget(1, null, 100, 0)]).map((row) => row.id)).toEqual([6]);
  expect(unbudgeted(spent, [budget(2, 1, 100, 0)]).map((row) => row.id)).toEqual([6, 3]);
});

test("suggestions are rounded up to something one would say", () => {
  expect(roundUp(1599, 100)).toBe(2000);
  expect(roundUp(16749, 100)).toBe(17000);
  expect(roundUp(17000, 100)).toBe(17000);
});
