import { expect, test } from "vitest";
import { makeRow } from "@/testing/makers";
import {
  allocate,
  changesOf,
  draftOf,
  equalParts,
  leftOver,
  newPart,
  percentsOf,
  problemOf,
  sizesOf,
  withoutPart,
  withPart,
} from "./draft";

const row = makeRow({ amount_minor: 13307, category_short_desc: "groceries", notes: null });

test("a draft that was not touched changes nothing", () => {
  expect(changesOf(row, draftOf(row)).changes).toEqual({});
});

test("only what differs is sent, with what it was", () => {
  const draft = { ...draftOf(row), typed: "100+50", notes: "paint ", tags: ["flat"] };
  expect(changesOf(row, draft)).toEqual({
    changes: { amount_minor: 15000, notes: "paint", tags: ["flat"] },
    seen: { amount_minor: 13307, notes: null, tags: [] },
  });
});

test("the first part is the whole and the second takes the rest", () => {
  const parts = withPart(draftOf(row), 13307, "USD");
  expect(parts.map((part) => [part.category, part.isRest])).toEqual([
    ["groceries", false],
    [null, true],
  ]);
  expect(sizesOf(parts, 13307, "USD")).toEqual([13307, 0]);
});

test("the rest follows the other parts and is sent with them", () => {
  const parts = [
    newPart({ typed: "58.09", memo: "screws" }),
    newPart({ isRest: true, category: "gifts", typedTags: "mum, Mum," }),
  ];
  const { changes } = changesOf(row, { ...draftOf(row), parts });
  expect(changes).toEqual({
    splits: [
      { amount_minor: 5809, category_short_desc: null, memo: "screws", tags: [] },
      { amount_minor: 7498, category_short_desc: "gifts", memo: null, tags: ["mum"] },
    ],
  });
});

test("parts that do not add up say by how much", () => {
  const parts = [newPart({ typed: "100" }), newPart({ typed: "36.07" })];
  expect(leftOver(parts, 13307, "USD")).toBe(-300);
  expect(problemOf({ ...draftOf(row), parts }, "USD")).toBe("The parts do not add up: $3.00 too much.");
});

test("taking away the part with the rest gives the rest to the last one", () => {
  const [one, two, rest] = [newPart({ typed: "1" }), newPart({ typed: "2" }), newPart({ isRest: true })];
  expect(withoutPart([one, two, rest], rest.id).map((part) => part.isRest)).toEqual([false, true]);
  expect(withoutPart([one, two], two.id)).toEqual([]);
});

test("percents and equal parts are exact", () => {
  expect(percentsOf([5809, 4998, 2500], 13307)).toEqual([44, 37, 19]);
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(equalParts([newPart(), newPart(), newPart()], 1000, "USD").map((part) => part.typed)).toEqual([
    "3.34",
    "3.33",
    "3.33",
  ]);
});

test("half of an odd amount leaves the odd cent to the owner", () => {
  const draft = { ...draftOf(row), share: "half" as const, person: "Ana" };
  expect(changesOf(row, draft).changes).toEqual({ own_minor: 6654, shared_with: "Ana" });
});
