import { expect, test } from "vitest";
import {
  type AccountGlance,
  byNeed,
  daysLeft,
  headlineOf,
  needOf,
  newsOf,
  shownDay,
  signedTerms,
} from "./model";

const account = (id: number, more: Partial<AccountGlance> = {}): AccountGlance => ({
  id,
  name: `Account ${id}`,
  account_type: "checking",
  currency: "USD",
  balance_current_minor: 100,
  balance_on: "2026-11-01",
  balance_stated_on: "2026-11-01",
  balance_source: "statement",
  latest_transaction: "2026-11-01",
  needs: null,
  ...more,
});

test("what waits is said first", () => {
  expect(headlineOf({ to_review: 24, staged: 2 })).toEqual({
    title: "24 transactions to review",
    note: "2 staged",
  });
  expect(headlineOf({ to_review: 0, staged: 1 }).title).toBe("1 staged");
  expect(headlineOf({ to_review: 0, staged: 0 }).title).toBe("Nothing to review");
});

test("the terms of the sum carry their signs, and end with what they make", () => {
  const terms = signedTerms(
    [
      { label: "Budgeted", amount_minor: 500 },
      { label: "Spent", amount_minor: -200 },
    ],
    300,
  );
  expect(terms.map((term) => `${term.sign}${term.minor}`)).toEqual(["500", "−200", "=300"]);
});

test("spending nothing is taken off, not added", () => {
  const terms = signedTerms(
    [
      { label: "Income this month", amount_minor: 0 },
      { label: "Spent this month", amount_minor: 0 },
    ],
    0,
  );
  expect(terms.map((term) => term.sign)).toEqual(["", "−", "="]);
});

test("a month that is over is shown whole", () => {
  expect(shownDay({ month: "2026-11", as_of: "2026-11-21" })).toBe("2026-11-21");
  expect(shownDay({ month: "2024-02", as_of: "2026-11-21" })).toBe("2024-02-29");
});

test("today is one of the days that are left", () => {
  expect(daysLeft("2026-11-21")).toBe(10);
  expect(daysLeft("2026-11-30")).toBe(1);
});

test("accounts that need something come first and say what", () => {
  const stale = account(2, { needs: "Last row", latest_transaction: "2019-01-02" });
  expect(byNeed([account(1), stale]).map((one) => one.id)).toEqual([2, 1]);
  expect(needOf(stale, "2026-11-21")).toBe("last transaction Jan 2, 2019");
  expect(needOf(account(1), "2026-11-21")).toBeNull();
});

test("news say how many came since which day, and nothing when none came", () => {
  const news = {
    since: "2026-11-19T08:00:00Z",
    count: 31,
    filed: 7,
    in_minor: 0,
    out_minor: 0,
    moved_minor: 0,
  };
  expect(newsOf(news, "2026-11-21")).toBe("31 new since Thursday, 7 filed");
  expect(newsOf({ ...news, filed: 0 }, "2026-11-19")).toBe("31 new since 8:00 AM");
  expect(newsOf({ ...news, count: 0 }, "2026-11-21")).toBeNull();
  expect(newsOf(null, "2026-11-21")).toBeNull();
});
