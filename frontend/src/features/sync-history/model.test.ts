import { expect, test } from "vitest";
import { makeConnection, makeSync } from "@/testing/bank-makers";
import { canUndo, dayStates, daysOf, dayWords, filterIn, undoWords } from "./model";

test("syncs stand under their day, with the sums of the day", () => {
  const days = daysOf([
    makeSync({ id: 3, started_at: "2026-11-21T14:02:00Z", added: 2, settled: 1 }),
    makeSync({ id: 2, started_at: "2026-11-21T07:00:00Z", added: 4 }),
    makeSync({ id: 1, started_at: "2026-11-20T18:05:00Z", removed: 1 }),
  ]);
  expect(days.map(({ day, added, settled, removed }) => [day, added, settled, removed])).toEqual([
    ["2026-11-21", 6, 1, 0],
    ["2026-11-20", 0, 0, 1],
  ]);
});

test("each day of a bank was good, failed, not asked, or waits for the person", () => {
  const summary = {
    days: 4,
    syncs: 3,
    added: 0,
    settled: 0,
    removed: 0,
    by_connection: [
      {
        connection_id: 1,
        days: { "2026-11-18": "success" as const, "2026-11-20": "error" as const },
      },
    ],
  };
  const connection = makeConnection({ failing_since: "2026-11-20T22:14:00Z" });
  const states = (isWaiting: boolean) =>
    dayStates(summary, connection, isWaiting, "2026-11-21").map(({ state }) => state);
  expect(states(false)).toEqual(["good", "none", "failed", "none"]);
  expect(states(true)).toEqual(["good", "none", "needs_you", "needs_you"]);
  expect(dayWords(dayStates(summary, connection, false, "2026-11-21"))).toBe("1 of 4 days, 1 failed");
});

test("an address that makes no sense filters nothing", () => {
  const none = { only: null, connectionId: null, trigger: null };
  expect(filterIn(new URLSearchParams("only=everything&connection=x&trigger=moon"))).toEqual(none);
  expect(filterIn(new URLSearchParams("only=trouble&connection=3&trigger=tray"))).toEqual({
    only: "trouble",
    connectionId: 3,
    trigger: "tray",
  });
});

test("an undo says what becomes of each kind of transaction", () => {
  const nothing = { added: 0, settled: 0, changed: 0, removed: 0, kept: 0, kept_rows: [] };
  expect(undoWords({ ...nothing, added: 2, settled: 1, kept: 1 })).toEqual([
    "2 new transactions go to Deleted, where you can restore them.",
    "1 settled transaction is pending again.",
    "1 transaction that you decided, or that changed again since, stays as it is.",
  ]);
  expect(undoWords(nothing)).toEqual([]);
});

test("only a sync that changed something can be undone, once", () => {
  expect(canUndo(makeSync({ added: 1 }))).toBe(true);
  expect(canUndo(makeSync({ removed: 1, status: "partial" }))).toBe(true);
  expect(canUndo(makeSync())).toBe(false);
  expect(canUndo(makeSync({ added: 1, status: "error" }))).toBe(false);
  expect(canUndo(makeSync({ added: 1, account_id: 3 }))).toBe(false);
  expect(canUndo(makeSync({ added: 1, undone_at: "2026-11-21T14:00:00Z" }))).toBe(false);
});
