import { expect, test } from "vitest";
import {
  asKind,
  coverage,
  daysOf,
  monthOf,
  readPeriod,
  stepped,
  titleOf,
  wholeMonths,
  writePeriod,
  yearOf,
} from "./period";

const ASOF = "2026-11-21";
const read = (text: string) => readPeriod(new URLSearchParams(text), ASOF.slice(0, 7));

test("an address without a period is about this month", () => {
  expect(read("")).toEqual(monthOf("2026-11"));
  expect(read("month=2026-13")).toEqual(monthOf("2026-11"));
});

test("a period goes into the address and comes out as it was", () => {
  for (const period of [monthOf("2025-02"), yearOf("2024"), read("from=2026-01-05&to=2026-02-07")])
    expect(readPeriod(writePeriod(new URLSearchParams("account_id=3"), period), ASOF.slice(0, 7))).toEqual(
      period,
    );
  expect(writePeriod(new URLSearchParams("account_id=3&year=2024"), monthOf("2025-02")).toString()).toBe(
    "account_id=3&month=2025-02",
  );
});

test("days that run backwards are no range", () => {
  expect(read("from=2026-02-07&to=2026-01-05")).toEqual(monthOf("2026-11"));
});

test("one step is a month, a year, or as many days", () => {
  expect(stepped(monthOf("2026-01"), -1)).toEqual(monthOf("2025-12"));
  expect(stepped(yearOf("2026"), 1)).toEqual(yearOf("2027"));
  expect(stepped(read("from=2026-01-01&to=2026-03-31"), 1)).toMatchObject({
    first: "2026-04-01",
    last: "2026-06-30",
  });
  expect(stepped(read("from=2026-01-03&to=2026-01-09"), -1)).toMatchObject({
    first: "2025-12-27",
    last: "2026-01-02",
  });
});

test("another kind of period stays where one was", () => {
  expect(asKind(monthOf("2025-04"), "year", ASOF)).toEqual(yearOf("2025"));
  expect(asKind(yearOf("2026"), "month", ASOF)).toEqual(monthOf("2026-11"));
  expect(asKind(yearOf("2024"), "month", ASOF)).toEqual(monthOf("2024-12"));
  expect(asKind(monthOf("2026-11"), "range", ASOF)).toMatchObject({
    first: "2026-09-01",
    last: "2026-11-30",
  });
});

test("a running year is asked up to its running month", () => {
  expect(daysOf(yearOf("2026"), ASOF)).toEqual({ start_date: "2026-01-01", end_date: "2026-11-30" });
  expect(daysOf(yearOf("2025"), ASOF)).toEqual({ start_date: "2025-01-01", end_date: "2025-12-31" });
});

test("what the figure covers is told to the day while the month runs", () => {
  expect(coverage(monthOf("2026-11"), ASOF)).toBe("Nov 1 to 21");
  expect(coverage(monthOf("2026-10"), ASOF)).toBe("October 2026");
  expect(titleOf(yearOf("2025"))).toBe("2025");
});

test("whole months are known from days", () => {
  expect(wholeMonths(read("from=2026-01-01&to=2026-02-28"))).toEqual(["2026-01", "2026-02"]);
  expect(wholeMonths(read("from=2026-01-02&to=2026-02-28"))).toBeNull();
});
