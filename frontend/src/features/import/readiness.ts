/** Whether a sheet can be imported, and what all of them together wait for. All pure. */
import type { ImportResult, Preview } from "@/api/types";
import { count, formatCount } from "@/kit/words";
import { readMapping } from "./mapping";
import { additionsOf, missingFrom } from "./model";
import { openQuestions, type Sheet } from "./store";

/** Why the rows cannot be added yet, as a sentence; null when they can. */
export function missingAnswer(sheet: Sheet, preview: Preview): string | null {
  const mapping = readMapping(preview.column_mapping);
  const missing = mapping && missingFrom(mapping);
  if (missing) return missing;
  if (hasNothingNew(sheet, preview)) return "This file has nothing new.";
  if (openQuestions(sheet).length) return "Answer the question above first.";
  if (!preview.account && !sheet.newAccount) return "Choose the account these transactions belong to.";
  return null;
}

/** A file without new rows is still worth taking in when it states balances, once. */
export function hasNothingNew(sheet: Sheet, preview: Preview): boolean {
  const isTelling = preview.balances.length > 0 && preview.previously === null;
  return additionsOf(preview, sheet.kept).rows === 0 && !isTelling;
}

export type Readiness = "ready" | "asks" | "nothing new" | "busy" | "through";

export function readinessOf(sheet: Sheet): Readiness {
  const { stage, preview } = sheet;
  if (stage.name === "done" || stage.name === "failed") return "through";
  if (stage.name !== "open" || !preview || sheet.isAsking) return "busy";
  if (hasNothingNew(sheet, preview)) return "nothing new";
  return missingAnswer(sheet, preview) ? "asks" : "ready";
}

export function needOf(sheet: Sheet): string {
  return openQuestions(sheet).length || sheet.preview?.account || sheet.newAccount
    ? "needs an answer"
    : "needs an account";
}

export interface ReadinessSummary {
  ready: readonly Sheet[];
  asking: readonly Sheet[];
  isBusy: boolean;
  rows: number;
}

export function summarizeReadiness(sheets: readonly Sheet[]): ReadinessSummary {
  const standings = sheets.map((sheet) => [readinessOf(sheet), sheet] as const);
  const of = (wanted: Readiness) =>
    standings.flatMap(([standing, sheet]) => (standing === wanted ? [sheet] : []));
  const ready = of("ready");
  return {
    ready,
    asking: of("asks"),
    isBusy: of("busy").length > 0,
    rows: ready.reduce(
      (all, sheet) => all + (sheet.preview ? additionsOf(sheet.preview, sheet.kept).rows : 0),
      0,
    ),
  };
}

/** What keeps all of them from being imported at once; null when nothing does. */
export function describeWaiting({ ready, asking, isBusy }: ReadinessSummary): string | null {
  if (isBusy) return "Reading…";
  if (asking.length)
    return asking.length === 1
      ? "1 file needs an answer"
      : `${formatCount(asking.length)} files need an answer`;
  return ready.length ? null : "Nothing to import";
}

export interface RunSum {
  files: number;
  added: number;
  waiting: number;
  accounts: number;
}

export function sumOf(results: readonly ImportResult[]): RunSum {
  const sum = (of: (result: ImportResult) => number) => results.reduce((all, one) => all + of(one), 0);
  return {
    files: results.length,
    added: sum((one) => one.added),
    waiting: sum((one) => one.predicted + one.unmatched),
    accounts: new Set(results.map((one) => one.account.id)).size,
  };
}

/** "37 transactions added to 2 accounts" */
export function describeSumOf({ added, accounts }: RunSum): string {
  return `${count(added, "transaction")} added to ${count(accounts, "account")}`;
}
