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
  /** With holes where rows are not loaded. */
  rows: (Transaction | undefined)[];
}

/** How many rows a day has. */
export interface DayCount {
  period: string;
  count: number;
}

/**
 * Rows arrive in the order of their days, newest first. Where they are not loaded, `days` says which day stands there;
 * it may be a moment behind the rows, so a hole never belongs to a newer day than the row before it.
 */
export function byDay(
  rows: readonly (Transaction | undefined)[],
  { days = [], asOf }: { days?: readonly DayCount[]; asOf: string },
): RowGroup[] {
  const groups: RowGroup[] = [];
  let next = 0;
  let covered = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    while (next < days.length && at >= covered) covered += days[next++]?.count ?? 0;
    const open = groups[groups.length - 1];
    const expected = days[next - 1]?.period ?? open?.key ?? "";
    const day = row?.on ?? (open && expected > open.key ? open.key : expected);
    if (open?.key === day) open.rows.push(row);
    else groups.push({ key: day, title: "", note: "", rows: [row] });
  }
  return groups.map((group) => {
    const near = nearName(group.key, asOf);
    const day = group.key && formatWeekday(group.key, asOf);
    const size = count(group.rows.length, "transaction");
    return { ...group, title: near ?? day, note: [near ? day : null, size].filter(Boolean).join(" · ") };
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
