import { expect, test } from "vitest";
import { CALCULATORS, readFields } from "./model";

const byId = (id: string) => {
  const found = CALCULATORS.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

test("amounts, rates and lists are read as a request wants them", () => {
  const { values, errors } = readFields(
    byId("present_value").fields,
    { amounts_minor: "-1,000; 300.50", rate_percent: "7,5" },
    "USD",
  );
  expect(errors).toEqual({});
  expect(values).toEqual({ amounts_minor: [-100000, 30050], rate_percent: "7.5" });
});

test("a field that cannot be read says what to enter", () => {
  const { errors } = readFields(
    byId("loan").fields,
    { principal_minor: "much", rate_percent: "5", months: "6.5" },
    "USD",
  );
  expect(Object.keys(errors)).toEqual(["principal_minor", "months"]);
});

test("debts that are left empty are not sent", () => {
  const calculator = byId("debt_payoff");
  const typed = Object.fromEntries(calculator.fields.map(({ name, start }) => [name, start]));
  const { values } = readFields(calculator.fields, typed, "USD");
  const body = calculator.body(values) as { debts: unknown[] };
  expect(body.debts).toHaveLength(2);
  expect(body.debts[0]).toEqual({
    name: "Debt 1",
    owed_minor: 300000,
    rate_percent: "24",
    minimum_minor: 9000,
  });
});

test("a time is told in years and months", () => {
  const { lines } = byId("emergency_fund").answer(
    { covers_months: "1.6", target_minor: 1, missing_minor: 1, full_in_months: 37 } as never,
    "USD",
  );
  expect(lines[3]?.value).toBe("3 years and 1 month");
});
