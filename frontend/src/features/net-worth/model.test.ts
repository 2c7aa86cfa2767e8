import { expect, test } from "vitest";
import type { NetWorthDrivers, NetWorthPoint } from "@/api/types";
import { changes, fromOf, historyAsCsv, sinceOf, waterfall } from "./model";

const TODAY = "2026-11-21";

test("a range begins at the end of a month", () => {
  expect(sinceOf("2y", TODAY)).toBe("2024-11-30");
  expect(sinceOf("6m", TODAY)).toBe("2026-05-31");
  expect(sinceOf("all", TODAY)).toBeNull();
});

test("a change begins with the day whose end it is compared with", () => {
  expect(fromOf("month", TODAY, null)).toBe("2026-10-31");
  expect(fromOf("year", TODAY, null)).toBe("2025-12-31");
  expect(fromOf("1y", TODAY, null)).toBe("2025-11-21");
  expect(fromOf("1y", "2028-02-29", null)).toBe("2027-02-28");
  expect(fromOf("all", TODAY, "2020-03-01")).toBe("2020-02-29");
});

test("each bar of the waterfall begins where the one before it ended", () => {
  const cause = (name: string, value: number) => ({ cause: name, about: "", figure: { value } });
  const steps = waterfall({
    before_minor: 100,
    after_minor: 120,
    causes: [cause("saved", 50), cause("market", -30)],
  } as unknown as NetWorthDrivers);
  expect(
    steps.map(({ left, width, kind }) => [Math.round(left * 1.5), Math.round(width * 1.5), kind]),
  ).toEqual([
    [0, 100, "end"],
    [100, 50, "up"],
    [120, 30, "down"],
    [0, 120, "end"],
  ]);
});

function point(on: string, value: number | null, isKnown = true): NetWorthPoint {
  return {
    on,
    value_minor: value,
    known_minor: value ?? 0,
    assets_minor: 200_00,
    debts_minor: -50_00,
    is_known: isKnown,
    unexplained_minor: 0,
  };
}

test("a change is unknown beside an unknown value", () => {
  const points = [
    point("2026-08-31", 100),
    point("2026-09-30", null),
    point("2026-10-31", 90),
    point(TODAY, 95),
  ];
  expect(changes(points)).toEqual([null, null, null, 5]);
});

test("the history is copied as plain numbers", () => {
  expect(historyAsCsv([point("2026-10-31", 150_00, false), point(TODAY, null)], "USD")).toBe(
    "date,currency,assets,debts,net_worth,origin\n" +
      "2026-10-31,USD,200.00,-50.00,150.00,computed\n" +
      "2026-11-21,USD,200.00,-50.00,,known\n",
  );
});
