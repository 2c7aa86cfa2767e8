import { expect, test } from "vitest";
import { setToday } from "@/kit/dates";
import type { Figure } from "@/kit/figure";
import { amountWords, becauseParts, type Profile, profileRows, signalWords, thresholdWords } from "./model";

setToday("2026-11-21");

const figure = (value: Figure["value"], unit: string): Figure => ({
  id: "signals.x",
  label: "X",
  value,
  unit,
  as_of: "2026-11-21",
  period: null,
  terms: [],
  excluded: [],
  completeness: { complete_through: null, missing: [] },
  known_value: null,
});

const signal = (key: string, value: Figure["value"], unit: string) => ({
  key,
  window: "30d",
  is_met: true,
  figure: figure(value, unit),
  parts: [],
});

const PROFILE = {
  signals: [signal("subscriptions.count", 6, "series"), signal("subscriptions.monthly", 20348, "USD")],
  profiles: [
    { persona: "savings_builder", window: "180d", is_primary: true, confidence: "0.78", reasons: [] },
    { persona: "subscription_heavy", window: "30d", is_primary: true, confidence: "0.85", reasons: [] },
  ],
} as unknown as Profile;

test("values read as one would say them", () => {
  expect(signalWords(figure("14", "days"))).toBe("every 14 days");
  expect(signalWords(figure(0, "times"))).toBe("no");
  expect(signalWords(figure(2, "times"))).toBe("2 times");
  expect(signalWords(figure("3.5", "months"))).toBe("3.5 months");
  expect(signalWords(figure(20348, "USD"))).toBe("$203.48");
  expect(signalWords(figure(null, "percent"))).toBe("No value");
  expect(amountWords(figure(6, "series"))).toBe("6");
});

test("a threshold says which side counts", () => {
  const of = (key: string, threshold: number | string, unit: string) =>
    thresholdWords(
      { key, threshold, unit, label: "", group: "credit", comparison: "at_least" } as never,
      "USD",
    );
  expect(of("subscriptions.monthly", 5000, "money")).toBe("$50.00 or more");
  expect(of("credit.used", "50", "percent")).toBe("50 % or more");
  expect(of("subscriptions.count", 3, "series")).toBe("3 or more");
  expect(of("income.variation", "0.15", "ratio")).toBe("under 0.15 is steady");
});

test("the primary profile of 30 days leads, and those that do not apply come last", () => {
  const rows = profileRows(PROFILE);
  expect(rows.slice(0, 2).map(({ persona }) => persona)).toEqual(["subscription_heavy", "savings_builder"]);
  expect(rows).toHaveLength(6);
  expect(rows[0]?.evidence).toBe("6 found, $203.48 a month");
});

test("a reason takes its figures from the signals of its window", () => {
  const item = {
    because: "Because {subscriptions.count} take {subscriptions.monthly}.",
    window: "30d",
  } as never;
  const parts = becauseParts(PROFILE, item);
  expect(parts.map((part) => ("text" in part ? part.text : amountWords(part.figure))).join("")).toBe(
    "Because 6 take $203.48.",
  );
});
