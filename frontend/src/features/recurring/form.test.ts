import { expect, test } from "vitest";
import { changesOf, emptyForm, errorsIn, newSeriesOf } from "./form";

const form = { ...emptyForm("USD", "2027-01-12"), name: "Winter tires", amount: "640", rhythm: "year 1" };

test("what is typed becomes a series in minor units", () => {
  expect(newSeriesOf(form)).toMatchObject({
    name: "Winter tires",
    currency: "USD",
    is_money_in: false,
    expected_minor: 64_000,
    unit: "year",
    interval: 1,
    ends_on: null,
    notice_days: null,
    shift: "none",
  });
  expect(changesOf({ ...form, kind: "income" }).expected_minor).toBe(-64_000);
});

test("an end before the first day, no name and no amount are said at their fields", () => {
  expect(errorsIn(form, null)).toEqual({});
  expect(errorsIn({ ...form, ends_on: "2027-01-01" }, null)).toEqual({
    ends_on: "before the first due date",
  });
  expect(Object.keys(errorsIn({ ...form, name: " ", amount: "", notice_days: "soon" }, null))).toEqual([
    "name",
    "amount",
    "notice_days",
  ]);
});
