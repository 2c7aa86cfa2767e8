import { expect, test } from "vitest";
import type { ImportHistoryItem } from "@/api/types";
import { byDay, describeImport, describeUndo, describeUndone, nameOfImport, notOpen } from "./history";

const item = (some: Partial<ImportHistoryItem>) =>
  ({
    status: "done",
    filename: "a.ofx",
    part_label: null,
    added: 19,
    repeated: 12,
    doubtful: 0,
    unreadable: 1,
    created_at: "2026-11-20T12:00:00Z",
    ...some,
  }) as ImportHistoryItem;

test("past imports are grouped by the day they came", () => {
  const days = byDay([
    item({ id: 3, created_at: "2026-11-21T12:00:00Z" }),
    item({ id: 2 }),
    item({ id: 1 }),
    item({ id: 0, status: "previewed" }),
  ]);
  expect(days.map(({ day, items }) => [day, items.map(({ id }) => id)])).toEqual([
    ["2026-11-21", [3]],
    ["2026-11-20", [2, 1]],
  ]);
});

test("an import is told in words", () => {
  expect(describeImport(item({}))).toBe("19 added, 12 already imported and 1 unreadable");
  expect(nameOfImport(item({ part_label: "Savings 00000000002" }))).toBe("a.ofx · Savings ··0002");
});

test("what lies open does not wait beside it", () => {
  const waiting = [item({ id: 3 }), item({ id: 2 })];
  expect(notOpen(waiting, new Set([3])).map(({ id }) => id)).toEqual([2]);
});

const will = (removed: number, changed: number, deleted = 0, shared = 0) => ({
  removed,
  deleted,
  shared,
  changed: Array.from({ length: changed }, (_, id) => ({
    id,
    on: "2026-11-20",
    description: "SHOP",
    amount_minor: 1,
    currency: "USD",
  })),
});

test("an undo says before what it will do", () => {
  expect(describeUndo(will(14, 4), false)).toBe(
    "14 of 18 transactions are removed, 4 that you changed stay.",
  );
  expect(describeUndo(will(14, 4), true)).toBe("All 18 transactions are removed.");
  expect(describeUndo(will(1, 0), false)).toBe("All 1 transaction is removed.");
  expect(describeUndo(will(16, 0, 2), false)).toBe(
    "All 16 transactions are removed. 2 that you deleted can still be restored.",
  );
  expect(describeUndo(will(3, 0, 0, 2), false)).toBe(
    "All 3 transactions are removed. 2 that another import has too stay.",
  );
  expect(describeUndo(will(0, 0, 0, 1), false)).toBe(
    "No transaction is removed. 1 that another import has too stays.",
  );
});

test("an import that was undone in part says what is left of it", () => {
  const undone = { status: "undone", undone_at: "2026-11-20T12:00:00Z" };
  expect(describeUndone(item({ ...undone, kept: 0 }))).toMatch(/^undone /);
  expect(describeUndone(item({ ...undone, kept: 4 }))).toMatch(/^partly undone .*, 4 transactions stay$/);
});
