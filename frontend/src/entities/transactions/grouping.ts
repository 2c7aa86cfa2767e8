/** Rows under headings: by day as a statement reads, or by merchant as decisions go. */
import type { Transaction } from "@/api/types";
import { formatWeekday, nearName } from "@/kit/dates";
import { count } from "@/kit/words";
import { nameOf } from "./names";

export interface RowGroup {
  key: string;
  /** The merchant that the rows have in common; null where a day is what they share. */
  merchant: string | null;
  /** With holes where rows are not loaded. */
  rows: (Transaction | undefined)[];
}

/** The heading of a group: its strong part and the rest. A long list has thousands of groups, so only visible ones ask. */
export function headingOf(group: RowGroup, asOf: string): { title: string; note: string } {
  const size = count(group.rows.length, "transaction");
  if (group.merchant !== null) return { title: group.merchant, note: size };
  const near = nearName(group.key, asOf);
  const day = group.key && formatWeekday(group.key, asOf);
  return { title: near ?? day, note: [near ? day : null, size].filter(Boolean).join(" · ") };
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
  days: readonly DayCount[] = [],
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
    else groups.push({ key: day, merchant: null, rows: [row] });
  }
  return groups;
}

/** The merchant with the most rows first: one decision there settles the most. */
export function byMerchant(rows: readonly Transaction[]): RowGroup[] {
  const groups = new Map<string, RowGroup>();
  for (const row of rows) {
    const key = row.merchant_key || `text:${row.description}`;
    const group = groups.get(key) ?? { key, merchant: nameOf(row), rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.rows.length - a.rows.length || (a.merchant ?? "").localeCompare(b.merchant ?? ""),
  );
}
