import { expect, test } from "vitest";
import { evaluateAmount, isArithmetic } from "./arithmetic";

test.each([
  ["12.50+3", 1550],
  ["49.59 + 8.50", 5809],
  ["100-20.05", 7995],
  ["10*3", 3000],
  ["(100-20)/3", 2667],
  ["1,250.00 + 0.01", 125001],
  ["=5+5", 1000],
  ["12.50", 1250],
  ["-12.50", -1250],
  ["20 × 1.19", 2380],
])("%s is worked out", (typed, minor) => {
  expect(evaluateAmount(typed, "USD")).toBe(minor);
});

test.each(["5+", "5/0", "(5+1", "5+x", "", "1+2)"])("%s is no amount", (typed) => {
  expect(evaluateAmount(typed, "USD")).toBeNull();
});

test("currencies without cents are counted whole", () => {
  expect(evaluateAmount("1000/3", "JPY")).toBe(333);
});

test("a plain or negative amount is no arithmetic", () => {
  expect(isArithmetic("-12.50")).toBe(false);
  expect(isArithmetic("12.50+3")).toBe(true);
});
