/** How far an import is, over all its steps. All pure. */
import type { ImportProgress } from "@/api/types";
import { count, formatCount } from "@/kit/words";
import { describePhase } from "./model";

const STEPS = ["comparing", "categorising", "saving"];

export interface ReadChoices {
  words: string;
  /** How much of all steps together is done, 0 to 1. */
  share: number;
  /** How many rows this step has done; saving is one step that tells none. */
  counted: string | null;
}

export function describeProgress(progress: ImportProgress | null): ReadChoices {
  const words = describePhase(progress?.phase ?? "idle");
  const step = STEPS.indexOf(progress?.phase ?? "");
  if (!progress || step < 0 || progress.total <= 0) return { words, share: 0, counted: null };
  const { done, total } = progress;
  const share = (step + Math.min(1, done / total)) / STEPS.length;
  if (progress.phase === "saving") return { words, share, counted: count(total, "transaction") };
  return { words, share, counted: `${formatCount(done)} of ${formatCount(total)}` };
}
