import { describe, expect, it } from "vitest";
import {
  axisOf,
  closeTicks,
  daysOf,
  daysThatMatter,
  firstBelowZero,
  type Item,
  type Line,
  trackRecord,
} from "./model";
import type { Forecast } from "./queries";

function line(account_id: number | null, ahead: number[], more: Partial<Line> = {}): Line {
  return {
    account_id,
    name: account_id === null ? "All accounts" : `Account ${account_id}`,
    account_type: "checking",
    currency: "USD",
    past: [ahead[0] ?? 0],
    ahead,
    low: null,
    high: null,
    pace: ahead.slice(1).map(() => 0),
    budgeted: ahead.slice(1).map(() => 0),
    lowest_on: "2026-11-21",
    lowest_minor: 0,
    below_zero_on: null,
    band_below_zero_on: null,
    needed_minor: 0,
    ...more,
  };
}

function item(on: string, amount_minor: number, more: Partial<Item> = {}): Item {
  return {
    on,
    account_id: 1,
    to_account_id: null,
    amount_minor,
    name: "Rent",
    source: "series",
    source_id: 1,
    due_on: null,
    ...more,
  };
}

function forecast(lines: Line[], items: Item[] = [], more: Partial<Forecast> = {}): Forecast {
  return {
    as_of: "2026-11-21",
    days: 3,
    currency: "USD",
    history_days: 400,
    is_kept_today: true,
    lines,
    items,
    figures: [],
    left_out: [],
    scored: [],
    tested: [],
    ...more,
  };
}

describe("the days of a line", () => {
  it("have their items and sum to the change", () => {
    const checking = line(1, [1000, 1000, 350, 300], { pace: [0, 50, 50] });
    const days = daysOf(forecast([checking], [item("2026-11-23", 600)]), checking);
    expect(days.map(({ on, change }) => [on, change])).toEqual([
      ["2026-11-22", 0],
      ["2026-11-23", -650],
      ["2026-11-24", -50],
    ]);
    for (const { change, items } of days)
      expect(items.reduce((sum, { minor }) => sum - minor, 0)).toBe(change || 0);
    expect(daysThatMatter(days).map(({ on }) => on)).toEqual(["2026-11-23"]);
  });

  it("name the scenario that made a series, and what budgets and the usual pace take", () => {
    const checking = line(1, [1000, 940], { pace: [20], budgeted: [30] });
    const [day] = daysOf(
      forecast([checking], [item("2026-11-22", 10, { source_id: 7 })]),
      checking,
      new Map([[7, "Move"]]),
    );
    expect(day?.items.map(({ origin, minor }) => [origin, minor])).toEqual([
      ["Scenario: Move", 10],
      ["Budget pace", 30],
      ["Usual pace", 20],
    ]);
  });

  it("show a transfer from both sides, and not at all for all accounts together", () => {
    const lines = [line(null, [0, 0]), line(1, [500, 100]), line(2, [0, 400])];
    const all = forecast(lines, [item("2026-11-22", 400, { to_account_id: 2 })]);
    const named = lines.map((each) => daysOf(all, each)[0]?.items.map(({ name, minor }) => [name, minor]));
    expect(named).toEqual([[], [["To Account 2", 400]], [["From Account 1", -400]]]);
  });
});

it("labels today and the first days of months", () => {
  expect(axisOf("2026-10-22", 121, 30).map(({ on }) => on)).toEqual([
    "2026-11-21",
    "2026-11-01",
    "2027-01-01",
    "2027-02-01",
  ]);
});

it("prefers kept forecasts to tests, and counts only those with a band", () => {
  const score = (off_minor: number, is_inside: boolean | null, account_id: number | null = null) => ({
    account_id,
    made_on: "2026-10-01",
    said_minor: 0,
    was_minor: off_minor,
    off_minor,
    width_minor: 100,
    is_inside,
  });
  const scores = {
    scored: [score(50, true), score(-150, false), score(10, null)],
    tested: [{ ...score(1, true, 7), schedules_only_minor: 31, burn_minor: -9 }],
  };
  const found = forecast([line(null, [0])], [], scores);
  expect(trackRecord(found, null)).toMatchObject({ isKept: true, meanOff: 70, inside: 1, judged: 2 });
  expect(trackRecord(found, 7)).toMatchObject({
    isKept: false,
    meanOff: 1,
    baselines: { ours: 1, schedulesOnly: 30, burn: 10, days: 1 },
  });
  expect(trackRecord(found, 8)).toBeNull();
});

it("draws values far from zero on a scale of their own", () => {
  expect(closeTicks([1_630_000, 2_340_000])).toEqual([1_500_000, 1_750_000, 2_000_000, 2_250_000, 2_500_000]);
  expect(closeTicks([-100, 900])).toBeUndefined();
  expect(closeTicks([100, 900])).toBeUndefined();
});

it("names the account that falls below zero first", () => {
  const lines = [
    line(null, [0], { below_zero_on: "2026-11-22" }),
    line(1, [0], { below_zero_on: "2027-01-25" }),
    line(2, [0], { below_zero_on: "2026-12-24" }),
  ];
  expect(firstBelowZero(lines)?.account_id).toBe(2);
});
