/** The life of a row as a list of moments, made from what the backend kept about it. */
import type { Why } from "@/api/types";
import { count } from "@/kit/words";
import { isFromBank } from "@/ui/marks";
import { sourceName, statusName } from "./names";

export interface Moment {
  sign: "source" | "fate" | "passed" | "decided" | "suggested" | "again" | "waiting" | "done";
  tier: string | null;
  title: string;
  at: string | null;
  raw: string | null;
  note: string | null;
}

const FROM_FILES = ["csv_import", "file_import", "archive"];

const PASSED: Record<string, string> = {
  amount_rule: "No amount rule fits",
  rule: "No rule fits",
  merchant_map: "No merchant rule fits",
  brand: "No known brand",
  model: "Model not sure enough",
  ai: "AI gave no answer",
  import: "The file has no category",
};
const DECIDERS: Record<string, string> = {
  amount_rule: "Amount rule",
  rule: "Rule",
  merchant_map: "Merchant",
  brand: "Known brand",
  model: "Model",
  ai: "AI",
  user: "You",
  import: "File",
};

export function describeLife(why: Why, categoryName: (key: string) => string): Moment[] {
  return [
    ...describeArrival(why),
    ...describeReturns(why),
    ...describeDecision(why, categoryName),
    describeNow(why),
  ];
}

function describeArrival({ transaction, source_row }: Why): Moment[] {
  if (!source_row)
    return [
      moment(
        "source",
        transaction.source === "manual" ? "Added by hand" : `Came from ${sourceName(transaction.source)}`,
        { at: transaction.created_at },
      ),
    ];
  const place = [source_row.filename, source_row.line_no === null ? null : `line ${source_row.line_no}`];
  return [
    moment("source", isFromFile(source_row) ? "Read from a file" : "Read from the bank", {
      at: source_row.at,
      raw: source_row.raw,
      note: place.filter(Boolean).join(", ") || null,
    }),
    moment(
      "fate",
      source_row.fate === "doubtful" ? "Kept by you, marked as a possible duplicate" : "Imported as new",
      {
        at: source_row.at,
        note: source_row.reason,
      },
    ),
  ];
}

function isFromFile({ source, filename }: { source: string; filename: string | null }): boolean {
  return filename !== null || FROM_FILES.includes(source);
}

/** The same row met again later, in another file or by sync; it was counted once. */
function describeReturns({ ledger, source_row }: Why): Moment[] {
  const again = ledger.filter((entry) => entry.fate === "repeated" && entry.at !== source_row?.at);
  if (!again.length) return [];
  const places = again.map((entry) => entry.filename ?? sourceName(entry.source));
  return [
    moment("again", `Seen again ${count(again.length, "time")}`, {
      at: again[again.length - 1]?.at ?? null,
      note: `Counted once. Also in ${[...new Set(places)].join(", ")}.`,
    }),
  ];
}

function describeDecision({ steps, transaction }: Why, categoryName: (key: string) => string): Moment[] {
  return steps.map((step) => {
    if (step.outcome === "passed")
      return moment("passed", PASSED[step.tier] ?? "No answer", { tier: step.tier, note: step.reason });
    const isNamedByBank = step.tier === "import" && isFromBank(transaction.source);
    const who = isNamedByBank ? "Bank" : (DECIDERS[step.tier] ?? step.tier);
    const what = step.category_short_desc ? categoryName(step.category_short_desc) : "no category";
    return moment(step.outcome, `${who}: ${what}`, { tier: step.tier, note: step.reason });
  });
}

function describeNow({ transaction }: Why): Moment {
  if (transaction.status === "pending_review") return moment("waiting", "Waiting for your review");
  if (transaction.status === "pending_save") return moment("waiting", "Staged, not confirmed yet");
  return moment("done", statusName(transaction.status).replace(/^c/, "C"));
}

function moment(sign: Moment["sign"], title: string, more: Partial<Moment> = {}): Moment {
  return { sign, title, tier: null, at: null, raw: null, note: null, ...more };
}
