import { beforeEach, expect, test } from "vitest";
import { setToday } from "./dates";
import { completenessWords, type Figure, figureAsText, formatValue, termParts } from "./figure";

beforeEach(() => setToday("2026-11-21"));

const netWorth: Figure = {
  id: "net_worth",
  label: "Net worth",
  value: 1972112,
  unit: "USD",
  as_of: "2026-11-21",
  period: null,
  terms: [term("Cash", 2131879), term("Cards", -159767)],
  excluded: [],
  completeness: { complete_through: "2026-11-20", missing: [] },
  known_value: null,
};

function term(label: string, value: number | string | null) {
  return {
    label,
    value,
    unit: null,
    operator: "add" as const,
    transaction_ids: [],
    query: null,
    figure_id: null,
    why: value === null ? "no exchange rate" : null,
    known_value: null,
  };
}

test("a value is written in its unit", () => {
  expect(formatValue(123450, "USD")).toBe("$1,234.50");
  expect(formatValue("-6.667", "percent")).toBe("−6.67 %");
  expect(formatValue("12.5", "shares")).toBe("12.5 shares");
  expect(formatValue("1.0872", "EUR")).toBe("1.0872 EUR");
});

test("what is subtracted shows its sign before the label", () => {
  expect(termParts(term("Cash", 100), true, "USD")).toEqual({ sign: "", value: "$1.00" });
  expect(termParts(term("Cards", -159767), false, "USD")).toEqual({ sign: "−", value: "$1,597.67" });
  expect(termParts(term("Krona Savings", null), false, "USD")).toEqual({ sign: "+", value: "no value" });
  expect(termParts({ ...term("Rate", "1.0872"), operator: "multiply" }, false, "USD").sign).toBe("×");
});

test("what is missing is said before the day of completeness", () => {
  expect(completenessWords(netWorth)).toBe("Complete through Nov 20");
  const missing = [
    { what: "Krona Savings", why: "no rate for SEK" },
    { what: "Piano", why: "no valuation" },
  ];
  const incomplete = { ...netWorth, completeness: { complete_through: null, missing } };
  expect(completenessWords(incomplete)).toBe("Krona Savings: no rate for SEK, and 1 more");
});

test("a figure is copied with its terms", () => {
  expect(figureAsText(netWorth)).toBe(
    "Net worth, Nov 21\n\tCash\t$21,318.79\n−\tCards\t$1,597.67\n=\tNet worth\t$19,721.12",
  );
});
