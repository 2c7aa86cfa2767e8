/** How past imports are listed and worded. All pure. */
import type { ImportHistoryItem, ImportUndoPreview } from "@/api/types";
import { dayOf, formatDay } from "@/kit/dates";
import { count, formatCount, listOf } from "@/kit/words";
import { listNotAdded } from "./model";
import { shortLabel } from "./names";

/** Newest first, as they are sent; what was never imported is no past. */
export function byDay(items: readonly ImportHistoryItem[]): { day: string; items: ImportHistoryItem[] }[] {
  const days = new Map<string, ImportHistoryItem[]>();
  for (const item of items) {
    if (item.status === "previewed") continue;
    const day = dayOf(item.created_at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, some]) => ({ day, items: some }));
}

/** Previews that wait and do not lie open. */
export function notOpen(items: readonly ImportHistoryItem[], store: ReadonlySet<number>) {
  return items.filter(({ id }) => !store.has(id));
}

/** "statement.ofx · Savings ··0002" */
export function nameOfImport({ filename, part_label }: ImportHistoryItem): string {
  return part_label ? `${filename} · ${shortLabel(part_label)}` : filename;
}

/** "19 added, 12 already imported and 1 unreadable" */
export function describeImport(item: ImportHistoryItem): string {
  return listOf([`${formatCount(item.added)} added`, ...listNotAdded({ ...item, left_out: 0 })]);
}

/** "14 of 18 transactions are removed, 4 that you changed stay." */
export function describeUndo(will: ImportUndoPreview, includesChanged: boolean): string {
  const changed = will.changed.length;
  const total = will.removed + changed;
  const removed = will.removed + (includesChanged ? changed : 0);
  const stays = total - removed;
  const verb = removed === 1 ? "is" : "are";
  const shared = will.shared
    ? ` ${formatCount(will.shared)} that another import has too ${will.shared === 1 ? "stays" : "stay"}.`
    : "";
  const removal =
    total === 0
      ? "No transaction is removed."
      : stays === 0
        ? `All ${count(total, "transaction")} ${verb} removed.`
        : `${formatCount(removed)} of ${count(total, "transaction")} ${verb} removed, ${formatCount(stays)} that you changed ${stays === 1 ? "stays" : "stay"}.`;
  if (will.deleted === 0) return removal + shared;
  const deleted = `${formatCount(will.deleted)} that you deleted`;
  return includesChanged
    ? `${removal} ${deleted} can no longer be restored.${shared}`
    : `${removal} ${deleted} can still be restored.${shared}`;
}

/** What became of an undone import: "undone Nov 20", "partly undone Nov 20, 4 transactions stay". */
export function describeUndone(item: ImportHistoryItem): string {
  const on = item.undone_at ? ` ${formatDay(dayOf(item.undone_at))}` : "";
  if (item.kept === 0) return `undone${on}`;
  return `partly undone${on}, ${count(item.kept, "transaction")} ${item.kept === 1 ? "stays" : "stay"}`;
}
