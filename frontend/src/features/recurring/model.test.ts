import { expect, test } from "vitest";
import { type Coming, everyWords, groupsOf, newsOf, type Series, weeksOf } from "./model";

const series = (fields: Partial<Series>): Series =>
  ({
    name: "Quillstream",
    kind: "subscription",
    status: "active",
    currency: "USD",
    is_money_in: false,
    days_late: 0,
    state: "on_time",
    steps: [],
    next_due_on: "2026-12-20",
    cancel_by_on: null,
    last_on: "2026-11-20",
    ...fields,
  }) as Series;

test("a rhythm is worded as what stands behind every", () => {
  expect(everyWords({ unit: "month", interval: 1 })).toBe("month");
  expect(everyWords({ unit: "week", interval: 4 })).toBe("4 weeks");
});

test("series are grouped by kind and stand in the order of their days; empty groups are left out", () => {
  const late = series({ name: "Late", next_due_on: "2026-11-20" });
  const bill = series({ name: "Bill", kind: "bill" });
  const groups = groupsOf([series({}), late, bill]);
  expect(groups.map(({ label, series }) => [label, series.map(({ name }) => name)])).toEqual([
    ["Bills", ["Bill"]],
    ["Subscriptions", ["Late", "Quillstream"]],
  ]);
});

test("late goes before a day to cancel, and that before a rise", () => {
  const steps = [
    { on: "2026-06-20", amount_minor: 1399, change: null },
    { on: "2026-10-20", amount_minor: 1599, change: 0.14 },
  ];
  const all = series({ days_late: 7, cancel_by_on: "2026-12-03", steps });
  expect(newsOf(all, "2026-11-25")).toEqual({ words: "7 days late", tone: "bad", isRise: false });
  expect(newsOf({ ...all, days_late: 0 }, "2026-11-25")).toMatchObject({
    words: "cancel by Dec 3",
    tone: "warning",
  });
  expect(newsOf(series({ steps }), "2026-11-25")).toEqual({
    words: "up $2.00 in Oct",
    tone: "warning",
    isRise: true,
  });
  expect(newsOf(series({}), "2026-11-25")).toBeNull();
});

test("a calendar has whole weeks and sums what goes out and comes in", () => {
  const coming = [
    { on: "2026-11-27", amount_minor: 4200, currency: "USD" },
    { on: "2026-11-27", amount_minor: -284000, currency: "USD" },
    { on: "2026-11-28", amount_minor: 100, currency: "EUR" },
  ] as Coming[];
  const [week] = weeksOf("2026-11-25", 1, coming, "USD");
  expect(week?.days[0]).toBe("2026-11-22");
  expect(week?.entries[5]).toHaveLength(2);
  expect([week?.outMinor, week?.inMinor]).toEqual([4200, 284000]);
});
