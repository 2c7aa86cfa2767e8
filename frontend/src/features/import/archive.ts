/** A folder of old files, all taken in at once: what is sent of it, and how it is worded. All pure. */
import type { Archived, ArchivedTable } from "@/api/types";
import { isStatement } from "@/entities/files/kinds";
import { count, formatCount, plural } from "@/kit/words";

export type ArchiveStage =
  | { name: "looking"; share: number }
  | { name: "looked"; seen: Archived; refusal: string | null }
  | { name: "adding"; seen: Archived }
  | { name: "done"; done: Archived }
  | { name: "failed"; sentence: string };

export interface Archive {
  title: string;
  files: readonly File[];
  stage: ArchiveStage;
}

/** The most files that are sent at once; a bound of the other side. */
export const MOST_FILES = 1000;
const LONGEST_TITLE = 200;

/** The files that can be read, in the order of their places in the folder. */
export function filesIn(files: readonly File[]): File[] {
  return files
    .filter(({ name }) => isStatement(name))
    .sort((a, b) => a.webkitRelativePath.localeCompare(b.webkitRelativePath, undefined, { numeric: true }));
}

/** What the folder is called. */
export function titleOf(files: readonly File[]): string {
  const [folder, ...rest] = (files[0]?.webkitRelativePath ?? "").split("/");
  return (rest.length && folder ? folder : "Old files").slice(0, LONGEST_TITLE);
}

/** Why these files are not even sent; null when they are. */
export function refusalFor(files: readonly File[]): string | null {
  if (!files.length) return "This folder has no files that can be read.";
  if (files.length > MOST_FILES)
    return `There are ${formatCount(files.length)} files in this folder; ${formatCount(MOST_FILES)} can be read at once. Choose a folder inside it.`;
  return null;
}

export interface ArchiveSum {
  added: number;
  repeated: number;
  doubtful: number;
  unreadable: number;
  left_out: number;
  categorised: number;
  refused: number;
}

export function sumOfTables(tables: readonly ArchivedTable[]): ArchiveSum {
  const taken = tables.filter(({ refused }) => refused === null);
  const sum = (of: (table: ArchivedTable) => number) => taken.reduce((all, one) => all + of(one), 0);
  return {
    added: sum((one) => one.added),
    repeated: sum((one) => one.repeated),
    doubtful: sum((one) => one.doubtful),
    unreadable: sum((one) => one.unreadable),
    left_out: sum((one) => one.left_out),
    categorised: sum((one) => one.categorised),
    refused: tables.length - taken.length,
  };
}

/** "11 transactions from 3 tables, 7 of them with a category." */
export function describeArchive({ added, categorised }: ArchiveSum, tables: number): string {
  const filed = categorised > 0 ? `, ${formatCount(categorised)} of them with a category` : "";
  return `${count(added, "transaction")} from ${count(tables, "table")}${filed}.`;
}

/** "2 files or sheets are skipped" */
export function describeRefused(refused: number): string {
  return `${count(refused, "file or sheet", "files or sheets")} ${plural(refused, "is", "are")} skipped`;
}

/** A file, and the sheet in it when it has several. */
export function nameOfTable({ file, table }: ArchivedTable): string {
  return table ? `${file} · ${table}` : file;
}

export interface UnreadLine {
  place: string;
  why: string;
  raw: string;
}

/** The lines that could not be read, each with its place. A table that is refused speaks for all of its lines. */
export function unreadLines(tables: readonly ArchivedTable[]): UnreadLine[] {
  return tables.flatMap((table) =>
    (table.refused === null ? table.problems : []).map(({ line_no, message, raw }) => ({
      place: typeof line_no === "number" ? `${nameOfTable(table)}, line ${line_no}` : nameOfTable(table),
      // The line's number stands in its place already.
      why: typeof message === "string" ? message.replace(/^Line \d+: /, "") : "",
      raw: typeof raw === "string" ? raw : "",
    })),
  );
}
