import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  formatDay,
  formatMonth,
  formatWeekday,
  isDay,
  lastDayOf,
  nearName,
  setToday,
  today,
} from "./dates";

const asOf = "2026-11-21";

test("a day of this year needs no year", () => {
  expect(formatDay("2026-11-20", asOf)).toBe("Nov 20");
  expect(formatDay("2025-11-20", asOf)).toBe("Nov 20, 2025");
  expect(formatWeekday("2026-11-20", asOf)).toBe("Fri, Nov 20");
  expect(formatMonth("2026-11")).toBe("Nov 2026");
});

test("near days have names", () => {
  expect(nearName("2026-11-21", asOf)).toBe("Today");
  expect(nearName("2026-11-20", asOf)).toBe("Yesterday");
  expect(nearName("2026-11-19", asOf)).toBeNull();
});

test("days and months are counted over the ends of years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(addMonths("2026-11", 14)).toBe("2028-01");
  expect(lastDayOf("2026-02")).toBe("2026-02-28");
});

test("a day that does not exist is not a day", () => {
  expect(isDay("2026-02-29")).toBe(false);
  expect(isDay("2024-02-29")).toBe(true);
  expect(isDay("2026-1-1")).toBe(false);
  expect(isDay("")).toBe(false);
});

test("today is the day that the backend says, whatever the browser's clock says", () => {
  setToday("2026-03-01");
  expect(today()).toBe("2026-03-01");
  expect(formatDay("2026-02-28")).toBe("Feb 28");
  expect(formatDay("2025-02-28")).toBe("Feb 28, 2025");
  setToday("2026-11-21");
});
