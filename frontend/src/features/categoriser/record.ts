/** Figures of the categoriser's record that more than one section shows. */
import type { ModelQuality, MonthOfWork, TierOutcome } from "@/api/types";

/** Right among those a person judged; null when none was. */
export function shareAccepted({ accepted, overruled }: TierOutcome): number | null {
  const judged = accepted + overruled;
  return judged > 0 ? accepted / judged : null;
}

/** The share of a month's transactions that a person decided; null while none is decided. */
export function shareTouched({ touched, automatic }: MonthOfWork): number | null {
  const decided = touched + automatic;
  return decided > 0 ? touched / decided : null;
}

/** Whole percent, where only the size counts. */
export function roundedShare(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)}%`;
}

/** One decimal, because 98.0 and 98.4 are not the same promise. */
export function formatShare(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)}%`;
}

/** What the past says about filing without asking, in one sentence. */
export function cutOffWords(quality: ModelQuality): string {
  if (quality.cut_off === null)
    return "Your past does not support filing anything without asking: too few predictions, or too many wrong ones.";
  const wrong = quality.above - quality.above_right;
  return `At ${formatShare(quality.cut_off)} or more it would have filed ${quality.above} of ${quality.judged} transactions without asking, ${wrong} of them wrongly. This is the lowest cut-off that your past supports.`;
}
