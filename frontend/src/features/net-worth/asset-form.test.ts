import { expect, test } from "vitest";
import { assetChanges, emptyForm, errorsIn, newAsset } from "./asset-form";

const car = {
  ...emptyForm("USD", "2026-11-21"),
  name: " Car ",
  kind: "car" as const,
  value: "16,700",
  depreciation: "percent" as const,
  percent: "15",
  roundedTo: "100",
};

test("a car with its rule is sent in minor units", () => {
  expect(errorsIn(car, true)).toEqual({});
  expect(newAsset(car)).toEqual({
    name: "Car",
    kind: "car",
    value_minor: 1_670_000,
    on: "2026-11-21",
    currency: "USD",
    ownership_percent: 100,
    depreciation: "percent",
    depreciation_percent: "15",
    life_months: null,
    residual_minor: 0,
    rounded_to_minor: 10_000,
  });
});

test("what is owed is a negative amount and loses no value by a rule", () => {
  const debt = newAsset({ ...car, kind: "debt", value: "640" });
  expect([debt.value_minor, debt.depreciation]).toEqual([-64_000, "none"]);
});

test("each field says what is wrong with it", () => {
  const wrong = { ...car, name: " ", value: "much", share: "0", percent: "120" };
  expect(Object.keys(errorsIn(wrong, true)).sort()).toEqual(["name", "percent", "share", "value"]);
  expect(Object.keys(errorsIn({ ...car, value: "" }, false))).toEqual([]);
});

test("a thing that was sold keeps its day", () => {
  expect(assetChanges({ ...car, disposedOn: "2026-10-15" }).disposed_on).toBe("2026-10-15");
});
