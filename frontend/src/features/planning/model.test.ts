import { expect, it } from "vitest";
import { allocationOf, errorsIn, fieldsOf, formOf, givenOut, repeatWords } from "./model";

it("writes rhythms in words", () => {
  expect(repeatWords({ unit: "week", interval: 2, shift: "before" })).toBe("every 2 weeks, before weekends");
  expect(repeatWords({ unit: "once", interval: 1, shift: "none" })).toBe("once");
});

it("sends an income as money in, and a budget by the month", () => {
  const form = { ...formOf(null, "USD"), name: " Pay ", amount: "3,180.00", from: "2027-01-22" };
  expect(fieldsOf({ ...form, kind: "income", unit: "week", interval: "2" }, "USD")).toMatchObject({
    name: "Pay",
    amount_minor: -318_000,
    unit: "week",
    interval: 2,
  });
  expect(fieldsOf({ ...form, kind: "budget", unit: "week", interval: "2" }, "USD")).toMatchObject({
    amount_minor: 318_000,
    unit: "month",
    interval: 1,
  });
});

it("refuses a form without name, amount or day, and a budget without category", () => {
  expect(Object.keys(errorsIn({ ...formOf(null, "USD"), kind: "budget" }, "USD")).sort()).toEqual([
    "amount",
    "category",
    "from",
    "name",
  ]);
});

it("refuses a fixed allocation without an amount and a share above 100%", () => {
  const row = { name: "Trip", kind: "fixed" as const, value: "", goalId: null };
  expect(allocationOf(row, "USD")).toBe("A fixed one needs an amount.");
  expect(allocationOf({ ...row, kind: "percent", value: "120" }, "USD")).toBe("Between 0 and 100%.");
  expect(allocationOf({ ...row, kind: "percent", value: "10" }, "USD")).toMatchObject({ percent: 10 });
});

it("divides an income and says what is too much", () => {
  const found = givenOut(
    [
      { name: "Rent", kind: "fixed", amount_minor: 189_500 },
      { name: "Everyday", kind: "percent", percent: 65 },
      { name: "Trip", kind: "percent", percent: 45 },
    ],
    318_000,
  );
  expect(found).toMatchObject({ left: 128_500, percent: 110, over: 12_850 });
});
