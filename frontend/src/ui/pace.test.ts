import { expect, test } from "vitest";
import { barOf } from "./pace";

test("within pace the bar is grey", () => {
  expect(barOf({ available: 100, spent: 75, pace: 0.7 })).toMatchObject({
    calm: 75,
    ahead: 0,
    over: 0,
    tick: 70,
  });
});

test("what is ahead of pace by more than ten points is coloured", () => {
  const bar = barOf({ available: 100, spent: 85, pace: 0.7 });
  expect(bar.calm).toBe(70);
  expect(bar.ahead).toBeCloseTo(15);
});

test("what is over takes its share of the whole bar, and the tick moves along", () => {
  expect(barOf({ available: 100, spent: 125, pace: 0.5 })).toMatchObject({
    calm: 80,
    over: 20,
    tick: 40,
    percent: 125,
  });
});

test("fixed costs have no tick and are never ahead", () => {
  expect(barOf({ available: 100, spent: 98, pace: null })).toMatchObject({ calm: 98, ahead: 0, tick: null });
});

test("spending from nothing is all over", () => {
  expect(barOf({ available: -50, spent: 10, pace: 0.5 })).toMatchObject({ calm: 0, over: 100, tick: null });
  expect(barOf({ available: 0, spent: 0, pace: 0.5 })).toMatchObject({ calm: 0, over: 0 });
});
