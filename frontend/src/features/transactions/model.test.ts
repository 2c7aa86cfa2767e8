import { expect, test } from "vitest";
import {
  complete,
  completing,
  describeNotCounted,
  positionOfMonth,
  readSearch,
  splitTyped,
  withoutUnfinished,
  writeSearch,
} from "./model";

test("operators are taken out of a search and the words stay", () => {
  expect(readSearch('amount:>50 harvest -category:rent lane account:"travel card"')).toEqual({
    terms: [
      { isNot: false, operator: "amount", value: ">50" },
      { isNot: true, operator: "category", value: "rent" },
      { isNot: false, operator: "account", value: "travel card" },
    ],
    words: "harvest lane",
  });
});

test("a search that was read is written the same", () => {
  for (const search of [
    "amount:>50 harvest",
    '-account:"travel card"',
    "date:2026-01..2026-03 is:in",
    "plain words",
  ])
    expect(writeSearch(readSearch(search))).toBe(search);
});

test("what looks like an operator but is none is a word", () => {
  expect(readSearch("http://x re:member").terms).toEqual([]);
});

test("while typing, an operator is finished by what comes after it", () => {
  expect(splitTyped("amount:>5")).toEqual({ terms: [], words: "amount:>5" });
  expect(splitTyped("amount:>50 ").terms).toHaveLength(1);
  expect(splitTyped("amount:>50 har")).toMatchObject({ terms: [{ operator: "amount" }], words: "har" });
  expect(splitTyped("harvest ")).toEqual({ terms: [], words: "harvest " });
});

test("a month begins after all months that stand before it in the list", () => {
  const months = [
    { period: "2026-03", count: 3 },
    { period: "2026-01", count: 2 },
    { period: "2025-12", count: 4 },
  ];
  expect(positionOfMonth(months, "2026-03", { isOldestFirst: false })).toBe(0);
  expect(positionOfMonth(months, "2025-12", { isOldestFirst: false })).toBe(5);
  expect(positionOfMonth(months, "2025-12", { isOldestFirst: true })).toBe(0);
  expect(positionOfMonth(months, "2026-03", { isOldestFirst: true })).toBe(6);
});

test("the footer says what its sums leave out", () => {
  expect(describeNotCounted([{ waiting_count: 0, left_out_count: 0 }])).toBeNull();
  expect(
    describeNotCounted([
      { waiting_count: 6, left_out_count: 1 },
      { waiting_count: 0, left_out_count: 35 },
    ]),
  ).toBe("not counted: 36 transfers or excluded, 6 not yet confirmed");
});

test("brackets, alternatives and regular expressions stay as they were typed", () => {
  for (const search of ["category:food (a OR b)", "a OR amount:>5", "text:/a (b|c)/ d"])
    expect(readSearch(search)).toEqual({ terms: [], words: search });
  expect(splitTyped("amount:>5 (a ")).toEqual({ terms: [], words: "amount:>5 (a " });
});

test("a field without a value is not searched yet", () => {
  expect(withoutUnfinished("kettle category:")).toBe("kettle");
  expect(withoutUnfinished("kettle amount:>")).toBe("kettle");
  expect(withoutUnfinished("kettle amount:>5")).toBe("kettle amount:>5");
});

test("the end of what is typed is completed", () => {
  const field = completing("kettle cat");
  expect(field).toEqual({ kind: "field", typed: "cat", from: 7 });
  expect(field && complete("kettle cat", field, "category")).toBe("kettle category:");
  const value = completing("kettle -category:ea");
  expect(value).toMatchObject({ kind: "value", field: "category", typed: "ea" });
  expect(value && complete("kettle -category:ea", value, "Eating out")).toBe(
    'kettle -category:"Eating out" ',
  );
  expect(completing("kettle ")).toBeNull();
  expect(completing("category:food ")).toBeNull();
});
