import { expect, test } from "vitest";
import { membersOf, toggled } from "./model";

test("a member is added to a set and taken out again", () => {
  expect(toggled("none", "price_rise")).toBe("price_rise");
  expect(toggled("price_rise,budget_over", "price_rise")).toBe("budget_over");
  expect(toggled("budget_over", "budget_over")).toBe("none");
});

test("a set without a value or called none is empty", () => {
  expect(membersOf(null)).toEqual([]);
  expect(membersOf("none")).toEqual([]);
});
