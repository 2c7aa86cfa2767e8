/** The thinking of History: entries by day, and the moments one can go back to. */
import type { components } from "@/api/schema.gen";
import { dayOf } from "@/kit/dates";

export type Entry = components["schemas"]["HistoryEntryOut"];
export type ChangeDetail = components["schemas"]["HistoryChangeOut"];

export type Line =
  | { kind: "day"; key: string; day: string }
  | { kind: "entry"; key: string; entry: Entry }
  /** A moment to go back to: what comes after it would be undone. */
  | { kind: "point"; key: string; label: string; before: Entry };

export const keyOf = (entry: Entry) => `${entry.kind} ${entry.id}`;

/** Entries (newest first) under their days. Below the first entry of a day and below each import and sync is a restore point. */
export function linesOf(pages: readonly Entry[], isComplete: boolean): Line[] {
  const lines: Line[] = [];
  // Pages overlap by a second.
  const entries = [...new Map(pages.map((entry) => [keyOf(entry), entry])).values()];
  for (const [at, entry] of entries.entries()) {
    const day = dayOf(entry.at);
    const before = entries[at - 1];
    const after = entries[at + 1];
    if (!before || dayOf(before.at) !== day) lines.push({ kind: "day", key: `day ${day}`, day });
    lines.push({ kind: "entry", key: keyOf(entry), entry });
    if (entry.kind !== "change" && entry.undone_at === null)
      lines.push({
        kind: "point",
        key: `point ${keyOf(entry)}`,
        label: `Before ${entry.kind === "import" ? `the import of ${entry.summary}` : "this sync"}`,
        before: entry,
      });
    else if ((after && dayOf(after.at) !== day) || (!after && isComplete))
      lines.push({ kind: "point", key: `start ${day}`, label: "Start of the day", before: entry });
  }
  return lines;
}
