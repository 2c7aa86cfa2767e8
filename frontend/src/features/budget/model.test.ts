import { expect, test } from "vitest";
import type { Category } from "@/api/types";
import { setToday } from "@/kit/dates";
import {
  addSums,
  coveringLines,
  groupLines,
  groupSums,
  kindWords,
  type Line,
  periodName,
  roundUp,
  type Spent,
  stepped,
  type TemplateRow,
  templateWords,
  unbudgeted,
} from "./model";

setToday("2026-11-21");

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

function line(
  id: number,
  parent: number | null,
  budgeted: number,
  spent: number,
  more: Partial<Line> = {},
): Line {
  const sums = { budgeted_minor: budgeted, moved_minor: 0, carried_minor: 0, spent_minor: spent };
  const left_minor = budgeted - spent;
  return {
    line_id: id + 100,
    category_id: id,
    category_short_desc: `c${id}`,
    category_name: `Category ${id}`,
    color: null,
    parent_category_id: parent,
    parent_category_name: parent === null ? null : `Category ${parent}`,
    budget_ids: {},
    period: "month",
    carry: "nothing",
    currency: "USD",
    starts_on: "2026-11-01",
    ends_on: null,
    is_inside: false,
    is_fixed: false,
    ...sums,
    left_minor,
    own: {
      ...sums,
      start: "2026-11-01",
      end: "2026-11-30",
      left_minor,
      percent_used: 0,
      elapsed: 0.7,
      per_day_minor: null,
    },
    side_by_side: {} as Line["side_by_side"],
    ...more,
  };
}

const categories = [
  category(1, null),
  category(2, 1),
  category(3, 1),
  category(5, null),
  category(6, 5, { is_recurring: true }),
];

test("a main category's line holds those below it, which do not count twice", () => {
  const groups = groupLines(
    [line(2, 1, 500, 600), line(1, null, 1000, 900), line(6, 5, 100, 100)],
    categories,
    "USD",
  );
  expect(groups.map((group) => group.id)).toEqual([1, 5]);
  expect(addSums(groups.map(groupSums))).toEqual({
    budgeted: 1100,
    carried: 0,
    spent: 1000,
    left: 100,
  });
});

test("without a line of its own a main category adds up its parts, those of each currency apart", () => {
  const lines = [line(2, 1, 500, 600), line(3, 1, 100, 0, { currency: "EUR" })];
  const [food, foodInEuro] = groupLines(lines, categories, "USD");
  expect(food?.line).toBeNull();
  expect(food && groupSums(food)).toEqual({ budgeted: 500, carried: 0, spent: 600, left: -100 });
  expect(foodInEuro?.currency).toBe("EUR");
  expect(foodInEuro && groupSums(foodInEuro)).toEqual({ budgeted: 100, carried: 0, spent: 0, left: 100 });
});

test("a group whose parts all come back regularly is fixed", () => {
  const groups = groupLines([line(5, null, 100, 0), line(1, null, 100, 0)], categories, "USD");
  expect(groups.map((group) => group.isFixed)).toEqual([false, true]);
});

test("only spending that no line covers is without a budget", () => {
  const spent = [2, 3, 6].map((id) => ({ id, parent_id: id === 6 ? 5 : 1, total_minor: id * 10 }) as Spent);
  expect(unbudgeted(spent, [line(1, null, 100, 0)]).map((row) => row.id)).toEqual([6]);
  expect(unbudgeted(spent, [line(2, 1, 100, 0)]).map((row) => row.id)).toEqual([6, 3]);
});

test("a line is covered from lines of its currency that have something left, most first", () => {
  const over = line(2, 1, 100, 150);
  const lines = [
    over,
    line(3, 1, 100, 90),
    line(5, null, 100, 0),
    line(6, 5, 10, 20),
    line(1, null, 9, 0, { currency: "EUR" }),
  ];
  expect(coveringLines(over, lines).map((each) => each.category_id)).toEqual([5, 3]);
});

test("a line in another period says its amount", () => {
  const coffee = line(2, 1, 7000, 0, { period: "week", carry: "surplus" });
  expect(kindWords(coffee, "month", "$17.50")).toBe("envelope, $17.50 a week");
  expect(kindWords(coffee, "week", "$17.50")).toBe("envelope");
});

test("periods are named and gone through", () => {
  const week = { kind: "week", start: "2026-11-16", end: "2026-11-22" } as const;
  expect(periodName(week)).toBe("Nov 16 to Nov 22");
  expect(periodName({ kind: "quarter", start: "2026-10-01", end: "2026-12-31" })).toBe("Quarter 4, 2026");
  expect([stepped(week, -1), stepped(week, 1)]).toEqual(["2026-11-15", "2026-11-23"]);
});

test("a template says how it fills its line", () => {
  const row = { kind: "percent", basis_points: 550 } as TemplateRow;
  const write = (minor: number) => `$${minor / 100}`;
  expect(templateWords(row, write)).toBe("5.5% of income");
  expect(templateWords({ ...row, kind: "refill_to", template_amount_minor: 54000 }, write)).toBe(
    "refill to $540",
  );
});

test("suggestions are rounded up to something one would say", () => {
  expect(roundUp(1599, 100)).toBe(2000);
  expect(roundUp(16749, 100)).toBe(17000);
  expect(roundUp(17000, 100)).toBe(17000);
});
