import { describe, expect, it } from "vitest";
import type { AiMonth, AiProposal, AiReceipt, AiState } from "@/api/types";
import {
  conditionWords,
  estimateWords,
  formatMicroUsd,
  leftOutWords,
  markedParts,
  priceWords,
  sentWords,
  shareOfLimit,
} from "./model";

const estimate = {
  merchants: 24,
  calls: 1,
  input_tokens: 2100,
  output_tokens: 400,
  cost_micro_usd: 410,
  sample: [],
};
const state = {
  model: "claude-haiku-5-5",
  input_price_cents: 10,
  output_price_cents: 50,
  monthly_dollars: 2,
  monthly_tokens: 1_000_000,
} as AiState;
const month = { cost_micro_usd: 500_000, unpriced_tokens: 250_000 } as AiMonth;

describe("costs", () => {
  it("keeps four digits of what is less than a dollar", () => {
    expect(formatMicroUsd(21_400)).toBe("$0.0214");
    expect(formatMicroUsd(0)).toBe("$0.00");
    expect(formatMicroUsd(1_234_567)).toBe("$1.23");
  });

  it("says what asking would take, also when the price is not known", () => {
    expect(estimateWords(estimate)).toBe("1 call, about 2,500 tokens, about $0.0004");
    expect(estimateWords({ ...estimate, calls: 3, cost_micro_usd: null })).toBe(
      "3 calls, about 2,500 tokens, price not known",
    );
  });

  it("measures the month against dollars, or tokens where the price is not known", () => {
    expect(shareOfLimit(state, month)).toBe(0.25);
    expect(shareOfLimit({ ...state, input_price_cents: null }, month)).toBe(0.25);
    expect(shareOfLimit({ ...state, monthly_dollars: 0 }, month)).toBe(1);
  });

  it("names the price of the model", () => {
    expect(priceWords(state)).toBe("claude-haiku-5-5, $0.10 in and $0.50 out for a million tokens");
    expect(priceWords({ ...state, input_price_cents: null })).toBe("claude-haiku-5-5, price not known");
    expect(priceWords({ ...state, model: "" })).toBe("");
  });
});

describe("questions", () => {
  it("says what is not asked about, and why", () => {
    expect(
      leftOutWords({
        transaction_count: 9,
        remembered: 2,
        unmatched: 1,
        nameless: 0,
        people: 1,
        withheld: 3,
      }),
    ).toEqual([
      "2 answered before, suggested at no cost",
      "3 on your never-send list",
      "1 that look like a person's name",
    ]);
  });

  it("says what of a person's data a call sent", () => {
    expect(sentWords({ purpose: "test", merchant_count: 0 } as AiReceipt)).toBe("no data");
    expect(sentWords({ purpose: "categories", merchant_count: 1 } as AiReceipt)).toBe(
      "1 merchant text, your categories",
    );
  });

  it("marks what was taken out of a text, and nothing that only looks like it", () => {
    expect(markedParts("SHOP [number] J [name]")).toEqual([
      { text: "SHOP ", isHidden: false },
      { text: "[number]", isHidden: true },
      { text: " J ", isHidden: false },
      { text: "[name]", isHidden: true },
    ]);
    expect(markedParts("SHOP [other]")).toEqual([{ text: "SHOP [other]", isHidden: false }]);
  });
});

describe("proposed rules", () => {
  const rule = { pattern: "copper kettle", amount_minor: null, currency: null } as AiProposal;

  it("says what a rule asks for", () => {
    expect(conditionWords(rule)).toBe("text has “copper kettle”");
    expect(conditionWords({ ...rule, amount_minor: 1059, currency: "USD" })).toBe(
      "text has “copper kettle” and $10.59 went out",
    );
    expect(conditionWords({ ...rule, amount_minor: -500, currency: "USD" })).toBe(
      "text has “copper kettle” and $5.00 went in",
    );
  });
});
