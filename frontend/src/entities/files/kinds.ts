/** The files that can be read, as a file chooser and a sentence name them. */

export const STATEMENT_KINDS =
  ".csv,.tsv,.txt,.ofx,.qfx,.qif,.xml,.camt,.sta,.mt940,.940,.xlsx,.xlsm,.xls,.pdf,.zip";

/** Files of other finance programs that hold a whole book. */
export const BOOK_KINDS =
  ".gnucash,.gz,.sqlite,.sqlite3,.db,.journal,.hledger,.ledger,.beancount,.bean,.json";

export const STATEMENT_WORDS = "CSV, Excel, OFX, QFX, QIF, CAMT, MT940 or PDF";

const NAMES: Record<string, string> = {
  csv: "CSV",
  xlsx: "Excel",
  xls: "Excel",
  html: "Web table",
  ofx: "OFX",
  qif: "QIF",
  camt: "CAMT",
  mt940: "MT940",
  pdf: "PDF",
  archive: "Folder",
  book: "Other program",
};

/** Whether a file can be one to read, by how its name ends. Hidden files and those of an open editor are none. */
export function isStatement(name: string): boolean {
  if (name.startsWith(".") || name.startsWith("~$")) return false;
  return STATEMENT_KINDS.split(",").some((ending) => name.toLowerCase().endsWith(ending));
}

export function formatName(format: string): string {
  return NAMES[format] ?? format.toUpperCase();
}

// Tables of cells have columns to choose; the other formats say themselves what each value is.
export function isTable(format: string): boolean {
  return format === "csv" || format === "xlsx" || format === "xls" || format === "html";
}
