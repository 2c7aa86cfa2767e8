import { expect, test } from "vitest";
import type { CoveredMonth } from "@/api/types";
import {
  addressOfGap,
  addressOfMonth,
  describeAll,
  describeGap,
  describeMonth,
  describeStretch,
  levelOf,
  missingIn,
  yearsOf,
} from "./coverage";

const month = (name: string, count = 1, state: CoveredMonth["state"] = "rows") => ({
  month: name,
  count,
  state,
});
const gone = (name: string) => month(name, 0, "missing");
const gap = { from_on: "2026-03-31", to_on: "2026-04-30", stated_minor: 5000, missing_minor: 1230 };

test("years are rows of twelve, the newest first, empty before the beginning and after the end", () => {
  const years = yearsOf([month("2025-12"), month("2026-01"), month("2026-02")]);
  expect(years.map(({ year }) => year)).toEqual(["2026", "2025"]);
  expect(years[0]?.months.map((one) => one?.month ?? null).slice(0, 3)).toEqual(["2026-01", "2026-02", null]);
  expect(years[1]?.months.filter(Boolean)).toHaveLength(1);
});

test("missing months that follow each other are one stretch, also over New Year", () => {
  const found = missingIn([
    month("2025-11"),
    gone("2025-12"),
    gone("2026-01"),
    month("2026-02"),
    gone("2026-03"),
  ]);
  expect(found.map(describeStretch)).toEqual(["Dec 2025 to Jan 2026", "Mar 2026"]);
  expect(found.map(({ months }) => months)).toEqual([2, 1]);
});

test("a month is told in words", () => {
  expect(describeMonth(month("2026-03", 23))).toBe("March 2026: 23 transactions");
  expect(describeMonth(month("2026-03", 0, "quiet"))).toBe(
    "March 2026: no activity (confirmed by a statement)",
  );
  expect(describeMonth(gone("2026-03"))).toBe("March 2026: missing");
});

test("a month is as dark as it is full beside the fullest", () => {
  expect([1, 25, 26, 60, 100].map((rows) => levelOf(rows, 100))).toEqual([1, 1, 2, 3, 4]);
});

test("a balance that is not matched says which way", () => {
  expect(describeGap(gap, "EUR")).toBe("the account has €12.30 more than its transactions add up to");
  expect(describeGap({ ...gap, missing_minor: -1230 }, "EUR")).toBe(
    "the account has €12.30 less than its transactions add up to",
  );
});

test("a month and a gap lead to their rows, a missing month to the files", () => {
  expect(addressOfMonth(4, month("2026-02"))).toBe(
    "/data?account_id=4&start_date=2026-02-01&end_date=2026-02-28",
  );
  expect(addressOfMonth(4, gone("2026-02"))).toBe("/import?account_id=4");
  expect(addressOfGap(4, gap)).toBe("/data?account_id=4&start_date=2026-04-01&end_date=2026-04-30");
});

test("all accounts in one sentence", () => {
  const account = (some: object) => ({
    account_id: 1,
    account_name: "A",
    currency: "USD",
    months: [],
    gaps: [],
    ...some,
  });
  expect(describeAll([account({})])).toBe("No month is missing and every stated balance matches.");
  expect(describeAll([account({ months: [gone("2026-01")] }), account({ gaps: [gap] })])).toBe(
    "1 account has missing months and the balances of 1 account do not match the transactions.",
  );
});
