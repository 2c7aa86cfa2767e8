import { expect, test } from "vitest";
import type { BatchCategorized } from "@/api/types";
import { makeRow } from "@/testing/makers";
import { acceptable, addChunk, bandOf, describeRun, isOver, NO_RUN } from "./model";

const chunk = (some: Partial<BatchCategorized> = {}): BatchCategorized => ({
  processed: 50,
  auto_staged: 0,
  predicted: 20,
  unmatched: 30,
  total_eligible: 120,
  by_tier: { amount_rule: 0, merchant_map: 12, rule: 0, brand: 0, model: 8, ai: 0, none: 30 },
  change_id: 7,
  ...some,
});

test("only rows with a suggestion can be accepted", () => {
  const blank = makeRow({ predicted_category_short_desc: null });
  const guessed = makeRow();
  expect(acceptable([blank, guessed])).toEqual([guessed]);
});

test("how sure a guess is falls into four bands", () => {
  expect(bandOf(makeRow({ prediction_confidence: 0.9 }))).toBe("sure");
  expect(bandOf(makeRow({ prediction_confidence: 0.89 }))).toBe("fair");
  expect(bandOf(makeRow({ prediction_confidence: 0.69 }))).toBe("low");
  expect(bandOf(makeRow({ predicted_category_id: null }))).toBe("none");
});

test("chunks add up, and each can be taken back", () => {
  const run = addChunk(addChunk(NO_RUN, chunk()), chunk({ processed: 50, total_eligible: 70, change_id: 8 }));
  expect(run).toMatchObject({
    processed: 100,
    predicted: 40,
    unmatched: 60,
    eligible: 120,
    changeIds: [7, 8],
  });
  expect(describeRun(run)).toBe(
    "100 transactions checked: 24 by merchant and 16 by the model; 60 without a suggestion.",
  );
  expect(describeRun(NO_RUN)).toBe("Every transaction to review has already been categorised.");
});

test("a run ends when nothing is left or nobody knows", () => {
  expect(isOver(chunk())).toBe(false);
  expect(isOver(chunk({ processed: 0 }))).toBe(true);
  expect(isOver(chunk({ unmatched: 50 }))).toBe(true);
  expect(isOver(chunk({ total_eligible: 50 }))).toBe(true);
});
