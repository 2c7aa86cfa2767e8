/** How past imports are listed and told. All pure. */
import type { ImportHistoryItem } from "@/api/types";
import { dayOf } from "@/kit/dates";
import { formatCount, listOf } from "@/kit/words";
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

/** Previews that wait and do not lie on the desk. */
export function notOnDesk(items: readonly ImportHistoryItem[], desk: ReadonlySet<number>) {
  return items.filter(({ id }) => !desk.has(id));
}

/** "statement.ofx · Savings ··0002" */
export function nameOfImport({ filename, part_label }: ImportHistoryItem): string {
  return part_label ? `${filename} · ${shortLabel(part_label)}` : filename;
}

/** "19 added, 12 already imported and 1 unreadable" */
export function tellImport(item: ImportHistoryItem): string {
  return listOf([`${formatCount(item.added)} added`, ...listNotAdded({ ...item, left_out: 0 })]);
}
