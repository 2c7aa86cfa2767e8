import { expect, it } from "vitest";
import { setToday } from "@/kit/dates";
import { errorsIn, formOf, type Goal, goalsOf, likelyWords, outlookWords, projectionOf } from "./model";

setToday("2026-11-21");

const PROGRESS = {
  saved_minor: 40_000,
  remaining_minor: 60_000,
  percent: 40,
  pace: { monthly_minor: 10_000, low_minor: 8_000, high_minor: 12_000, months: 6 },
  likely_on: "2027-05-21",
  earliest_on: "2027-04-21",
  latest_on: "2027-07-06",
  needs_monthly_minor: 12_000,
  expected_percent: 50,
  outlook: "late" as const,
  months_late: 1,
  milestones: [],
};

function goal(more: Partial<Goal> = {}): Goal {
  return {
    id: 1,
    name: "Emergency fund",
    kind: "emergency",
    status: "active",
    priority: 1,
    currency: "USD",
    target_minor: 100_000,
    start_minor: 0,
    started_on: "2026-05-01",
    due_on: "2027-04-30",
    account_id: null,
    account_name: null,
    share_percent: 100,
    status_on: "2026-05-01",
    planned_monthly_minor: null,
    notes: null,
    why: null,
    progress: PROGRESS,
    history: [
      { on: "2026-10-31", minor: 30_000 },
      { on: "2026-11-21", minor: 40_000 },
    ],
    contributions: [],
    ...more,
  };
}

it("says how a goal stands in words", () => {
  expect(outlookWords(PROGRESS)).toBe("1 month late");
  expect(outlookWords({ ...PROGRESS, outlook: "on_pace" })).toBe("on pace");
  expect(likelyWords(PROGRESS)).toBe("May 2027, Apr 2027 to Jul 2027");
  expect(likelyWords({ ...PROGRESS, latest_on: null })).toBe("May 2027 or later");
});

it("keeps paused goals among the active ones", () => {
  const goals = [goal(), goal({ status: "paused" }), goal({ status: "reached" })];
  expect(goalsOf(goals, "active")).toHaveLength(2);
});

it("projects at the real pace up to the target, with its band", () => {
  const found = projectionOf(goal());
  expect(found?.months.slice(0, 3)).toEqual(["2026-10", "2026-11", "2026-12"]);
  expect(found?.ahead.slice(1, 9)).toEqual([
    40_000, 50_000, 60_000, 70_000, 80_000, 90_000, 100_000, 100_000,
  ]);
  expect(found?.low[2]).toBe(48_000);
  expect(projectionOf(goal({ progress: { ...PROGRESS, pace: null } }))).toBeNull();
});

it("refuses a form with a day of the past, no target or too large a share", () => {
  const form = { ...formOf(null), name: "Trip", target: "0", due: "2026-10-01", accountId: 3, share: "120" };
  expect(errorsIn(form, "USD", "2026-11-21")).toEqual({
    target: "Enter an amount above 0.",
    due: "Choose a day after today.",
    share: "Between 1 and 100.",
  });
});
