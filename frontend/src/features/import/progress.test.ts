import { expect, test } from "vitest";
import { describeProgress } from "./progress";

test("the bar goes on from step to step and never back", () => {
  const steps = [
    null,
    { phase: "reading", done: 0, total: 3000 },
    { phase: "comparing", done: 1000, total: 3000 },
    { phase: "comparing", done: 3000, total: 3000 },
    { phase: "categorising", done: 1500, total: 3000 },
    { phase: "saving", done: 0, total: 3000 },
    { phase: "saving", done: 3000, total: 3000 },
  ];
  const shares = steps.map((step) => describeProgress(step).share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});

test("rows are counted where they are done one by one", () => {
  expect(describeProgress({ phase: "comparing", done: 1000, total: 3000 }).counted).toBe("1,000 of 3,000");
  expect(describeProgress({ phase: "saving", done: 0, total: 3000 }).counted).toBe("3,000 transactions");
});
