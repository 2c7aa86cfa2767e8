/** The thinking of Review: what the queue shows, what can be accepted, how a run of the categoriser adds up. */
import type { BatchCategorized, TierCounts, Transaction } from "@/api/types";
import { count, listOf } from "@/kit/words";

export type Tab = "pending" | "staged";
export type Grouping = "day" | "merchant";
export type Band = "sure" | "fair" | "low" | "none";

export const BANDS: readonly { value: Band; label: string }[] = [
  { value: "sure", label: "90% or more" },
  { value: "fair", label: "70 to 89%" },
  { value: "low", label: "Below 70%" },
  { value: "none", label: "No suggestion" },
];

export function bandOf(row: Pick<Transaction, "prediction_confidence" | "predicted_category_id">): Band {
  if (row.predicted_category_id === null || row.prediction_confidence === null) return "none";
  if (row.prediction_confidence >= 0.9) return "sure";
  return row.prediction_confidence >= 0.7 ? "fair" : "low";
}

export function acceptable(rows: readonly Transaction[]): Transaction[] {
  return rows.filter((row) => row.predicted_category_short_desc !== null);
}

/** A run of the categoriser, chunk after chunk. */
export interface Run {
  processed: number;
  autoStaged: number;
  predicted: number;
  unmatched: number;
  eligible: number;
  byTier: TierCounts;
  changeIds: number[];
}

export const NO_RUN: Run = {
  processed: 0,
  autoStaged: 0,
  predicted: 0,
  unmatched: 0,
  eligible: 0,
  byTier: { amount_rule: 0, merchant_map: 0, rule: 0, brand: 0, model: 0, ai: 0, none: 0 },
  changeIds: [],
};

export function addChunk(run: Run, chunk: BatchCategorized): Run {
  const tiers = Object.keys(run.byTier) as (keyof TierCounts)[];
  return {
    processed: run.processed + chunk.processed,
    autoStaged: run.autoStaged + chunk.auto_staged,
    predicted: run.predicted + chunk.predicted,
    unmatched: run.unmatched + chunk.unmatched,
    eligible: Math.max(run.eligible, run.processed + chunk.total_eligible),
    byTier: Object.fromEntries(
      tiers.map((tier) => [tier, run.byTier[tier] + (chunk.by_tier[tier] ?? 0)]),
    ) as unknown as TierCounts,
    changeIds: chunk.change_id === null ? run.changeIds : [...run.changeIds, chunk.change_id],
  };
}

/** A chunk in which nobody knew anything would only come back the same. */
export function isOver(chunk: BatchCategorized): boolean {
  return (
    chunk.processed === 0 || chunk.unmatched === chunk.processed || chunk.processed >= chunk.total_eligible
  );
}

const TIER_WORDS: readonly [keyof TierCounts, string][] = [
  ["amount_rule", "by amount rules"],
  ["rule", "by rules"],
  ["merchant_map", "by merchant"],
  ["brand", "by brand"],
  ["model", "by the model"],
  ["ai", "by AI"],
];

/** "24 transactions checked: 12 by merchant and 3 by the model; 9 without a suggestion." */
export function describeRun(run: Run): string {
  if (run.processed === 0) return "Every transaction to review has already been categorised.";
  const found = TIER_WORDS.filter(([tier]) => run.byTier[tier] > 0).map(
    ([tier, words]) => `${run.byTier[tier]} ${words}`,
  );
  const summary = found.length ? listOf(found) : "none recognised";
  const rest = run.unmatched ? `; ${run.unmatched} without a suggestion` : "";
  const staged = run.autoStaged ? ` ${count(run.autoStaged, "transaction")} staged.` : "";
  return `${count(run.processed, "transaction")} checked: ${summary}${rest}.${staged}`;
}
