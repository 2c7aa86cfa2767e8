import { expect, test } from "vitest";
import { placer, ticksFor } from "./scale";

test("steps are round and reach over the largest value", () => {
  expect(ticksFor([491200, 431800])).toEqual([0, 200000, 400000, 600000]);
  expect(ticksFor([90])).toEqual([0, 50, 100]);
});

test("a month with more back than out goes below zero", () => {
  expect(ticksFor([-50, 100])).toEqual([-50, 0, 50, 100]);
});

test("nothing at all still has a scale", () => {
  expect(ticksFor([0])).toEqual([0, 100]);
});

test("values are placed between bottom and top", () => {
  const place = placer([0, 100], 10, 110);
  expect([place(0), place(50), place(100)]).toEqual([110, 60, 10]);
});
