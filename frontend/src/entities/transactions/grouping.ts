/** Rows under headings: by day as a statement reads, or by merchant as decisions go. */
import type { Transaction } from "@/api/types";
import { formatWeekday, nearName } from "@/kit/dates";
import { count } from "@/kit/words";
import { nameOf } from "./names";

export interface RowGroup {
  key: string;
  /** The strong part of the heading. */
  title: string;
  /** The rest of it. */
  note: string;
  rows: Transaction[];
}

/** Rows arrive in the order of their days. The last day may go on after what was fetched; then its count is not told. */
export function byDay(
  rows: readonly Transaction[],
  { isWhole, asOf }: { isWhole: boolean; asOf: string },
): RowGroup[] {
  const groups: RowGroup[] = [];
  for (const row of rows) {
    const open = groups[groups.length - 1];
    if (open?.key === row.on) open.rows.push(row);
    else groups.push({ key: row.on, title: "", note: "", rows: [row] });
  }
  return groups.map((group, at) => {
    const near = nearName(group.key, asOf);
    const day = formatWeekday(group.key, asOf);
    const size = isWhole || at < groups.length - 1 ? count(group.rows.length, "transaction") : null;
    return {
      ...group,
      title: near ?? day,
      note: [near ? day : null, size].filter(Boolean).join(" · "),
    };
  });
}

/** The merchant with the most rows first: one decision there settles the most. */
export function byMerchant(rows: readonly Transaction[]): RowGroup[] {
  const groups = new Map<string, RowGroup>();
  for (const row of rows) {
    const key = row.merchant_key || `text:${row.description}`;
    const group = groups.get(key) ?? { key, title: nameOf(row), note: "", rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, note: count(group.rows.length, "transaction") }))
    .sort((a, b) => b.rows.length - a.rows.length || a.title.localeCompare(b.title));
}
