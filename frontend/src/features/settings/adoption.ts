/** How the report about data of the older app is worded. All pure. */
import type { AdoptedFile, Adoption } from "@/api/types";
import { formatMonth } from "@/kit/month-names";
import { count, formatCount, plural } from "@/kit/words";

const FILES = { budget: "Budget", investments: "Investments" } as const;

export interface AdoptedPart {
  name: string;
  file: AdoptedFile;
}

export function partsOf(adoption: Adoption): AdoptedPart[] {
  return (["budget", "investments"] as const).flatMap((key) => {
    const file = adoption[key];
    return file ? [{ name: FILES[key], file }] : [];
  });
}

const TABLES: Record<string, string> = {
  amount_rules: "Amount rules",
  app_settings: "Settings",
  merchant_mappings: "Merchants learned",
  transactions: "Transactions",
};

/** "Deleted transactions" from "deleted_transactions" */
export function tableName(table: string): string {
  const words = table.replace(/_/g, " ");
  return TABLES[table] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** "1,204", "1,198 of 1,204", "1,198 of 1,204, 6 set aside" */
export function describeCounted({ before, after, set_aside }: AdoptedFile["tables"][string]): string {
  const kept = before === after ? formatCount(after) : `${formatCount(after)} of ${formatCount(before)}`;
  return set_aside > 0 ? `${kept}, ${formatCount(set_aside)} set aside` : kept;
}

/** Tables that had rows, the fullest first. */
export function countedTables(file: AdoptedFile) {
  return Object.entries(file.tables)
    .filter(([, { before, after }]) => before > 0 || after > 0)
    .sort(([, a], [, b]) => b.before - a.before);
}

/** Whether each month of each account adds up to what it was. */
export function describeMonths({ months }: AdoptedFile): string | null {
  if (!months.length) return null;
  const apart = months.filter(({ is_equal }) => !is_equal).length;
  if (!apart) return `The counts and totals of every month match (${formatCount(months.length)} compared).`;
  return `${formatCount(apart)} of ${count(months.length, "month")} ${plural(apart, "differs", "differ")} from before.`;
}

export function monthsApart({ months }: AdoptedFile): AdoptedFile["months"] {
  return months.filter(({ is_equal }) => !is_equal);
}

/** "Mar 2025"; a month that is none, from a date that could not be read, stays as it is written. */
export function nameOfMonth(month: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? formatMonth(month) : month || "no month";
}

/** "3 records could not be imported", or that all were. */
export function describeNotKept(files: readonly AdoptedFile[]): string {
  const rows = files.reduce((all, { could_not_keep_count }) => all + could_not_keep_count, 0);
  const values = files.reduce((all, { changed_count }) => all + changed_count, 0);
  const parts = [
    rows > 0 && `${count(rows, "record")} could not be imported`,
    values > 0 && `${count(values, "value")} had to be changed`,
  ].filter(Boolean);
  return parts.length ? `${parts.join(", and ")}.` : "Everything was imported.";
}

/** A value as it stood, with "nothing" for none. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** "date 2025-03-01, amount 12.1": what a row said, without what it left empty. */
export function describeRow(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null && value !== "")
    .map(([column, value]) => `${column} ${describeValue(value)}`)
    .join(", ");
}

/** "There are 40 more in adoption.json, in the backup." */
export function describeMore(all: number, shown: number): string | null {
  return all > shown ? `${formatCount(all - shown)} more are in adoption.json, in the backup.` : null;
}
