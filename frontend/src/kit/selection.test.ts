import { expect, test } from "vitest";
import {
  clear,
  extendBy,
  moveBy,
  moveTo,
  moveToPosition,
  noPicks,
  rangeTo,
  selectMany,
  settle,
  toggle,
} from "./selection";

const keys = [1, 2, 3, 4, 5];
const at = (key: number) => moveTo(settle(noPicks<number>(), keys), keys, key);
const selectedOf = (picks: { selected: ReadonlySet<number> }) => [...picks.selected].sort();

test("a list begins at its first row and moving stops at its ends", () => {
  expect(settle(noPicks<number>(), keys).current).toBe(1);
  expect(moveBy(at(5), keys, 1).current).toBe(5);
  expect(moveBy(at(5), keys, -Infinity).current).toBe(1);
  expect(settle(noPicks<number>(), []).current).toBeNull();
});

test("when the current row leaves, the one that takes its place is current", () => {
  expect(settle(at(3), [1, 2, 4, 5]).current).toBe(4);
  expect(settle(at(5), [1, 2, 3, 4]).current).toBe(4);
  expect(settle(at(3), []).current).toBeNull();
});

test("rows that left are no longer selected", () => {
  const picks = selectMany(at(1), [2, 3]);
  expect(selectedOf(settle(picks, [1, 3, 4]))).toEqual([3]);
});

test("nothing changed means the very same picks", () => {
  const picks = selectMany(at(2), [2]);
  expect(settle(picks, keys)).toBe(picks);
});

test("Shift takes all between the anchor and the row, in both directions", () => {
  expect(selectedOf(rangeTo(toggle(at(1), keys, 2), keys, 4))).toEqual([2, 3, 4]);
  expect(selectedOf(rangeTo(toggle(at(1), keys, 4), keys, 2))).toEqual([2, 3, 4]);
});

test("Shift+J grows the selection with the current row", () => {
  const once = extendBy(at(2), keys, 1);
  expect(selectedOf(once)).toEqual([2, 3]);
  expect(selectedOf(extendBy(once, keys, 1))).toEqual([2, 3, 4]);
  expect(extendBy(once, keys, 1).current).toBe(4);
});

test("toggle lets go again and clear lets go of all", () => {
  const picks = toggle(at(1), keys, 3);
  expect(selectedOf(toggle(picks, keys, 3))).toEqual([]);
  expect(selectedOf(clear(picks))).toEqual([]);
});

test("in a list that is partly loaded one can go to a row that is not loaded yet", () => {
  const holes: (number | undefined)[] = [1, 2, undefined, undefined, undefined];
  const last = moveBy(moveTo(settle(noPicks<number>(), holes), holes, 2), holes, Infinity);
  expect([last.current, last.at]).toEqual([null, 4]);
  expect(settle(last, holes)).toBe(last);
  expect(settle(last, [1, 2, undefined, 4, 5]).current).toBe(5);
  expect(moveBy(last, [1, 2, undefined, 4, undefined], -1).current).toBe(4);
  expect(moveToPosition(last, keys, 2).current).toBe(3);
});
