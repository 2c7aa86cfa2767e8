/** The thinking of Import: which column is what, what becomes of each line, what still has to be answered. */
import type { AccountType, Fate, FateCounts, ImportRow, ImportSums, Preview } from "@/api/types";
import { count, formatCount } from "@/kit/words";
import type { ColumnMapping } from "./mapping";

export const ROLES = [
  { role: "date", label: "Date" },
  { role: "description", label: "Description" },
  { role: "amount", label: "Amount" },
  { role: "debit", label: "Money out" },
  { role: "credit", label: "Money in" },
  { role: "balance", label: "Balance" },
  { role: "payee", label: "Merchant" },
  { role: "category", label: "Category" },
  { role: "currency", label: "Currency" },
  { role: "notes", label: "Note" },
  { role: "sign_column", label: "In or out" },
  { role: "ignore", label: "Leave out" },
] as const;

export type Role = (typeof ROLES)[number]["role"];
type SingleRole = Exclude<Role, "description" | "ignore">;

export const DATE_ORDERS = [
  { value: "YMD", label: "year, month, day" },
  { value: "DMY", label: "day, month, year" },
  { value: "MDY", label: "month, day, year" },
  { value: "SERIAL", label: "day count of a spreadsheet" },
] as const;

const SIGNS = [
  { value: "minus_is_out", label: "minus is money out" },
  { value: "plus_is_out", label: "plus is money out" },
  { value: "balance", label: "the balance tells" },
] as const;

/** What can tell money in from money out; the balance can only where there is a column of it. */
export function signsFor({ balance }: Pick<ColumnMapping, "balance">) {
  return SIGNS.filter(({ value }) => value !== "balance" || balance !== null);
}

export const DECIMALS = [
  { value: ".", label: "1,234.56" },
  { value: ",", label: "1.234,56" },
] as const;

/** What a column is taken for. Roles we do not offer, such as a bank's own id, count as left out here and are kept. */
export function roleOf(mapping: ColumnMapping, column: number): Role {
  if (mapping.description.includes(column)) return "description";
  const single = ROLES.find(
    ({ role }) => role !== "description" && role !== "ignore" && mapping[role] === column,
  );
  return single?.role ?? "ignore";
}

/** Gives a column a role. A role that one column can have moves; description may come from several, in their order. */
export function assignRole(mapping: ColumnMapping, column: number, role: Role): ColumnMapping {
  const freed = freeColumn(mapping, column);
  if (role === "ignore") return freed;
  if (role === "description")
    return { ...freed, description: [...freed.description, column].sort((a, b) => a - b) };
  const next = { ...freed, [role]: column };
  if (role === "amount") return { ...next, debit: null, credit: null };
  if (role === "debit" || role === "credit") return { ...next, amount: null };
  if (role === "sign_column") return { ...next, sign: "column" };
  return next;
}

/** What the mapping lacks before the file can be read; null when it can. */
export function missingFrom(mapping: ColumnMapping): string | null {
  if (mapping.date === null) return "Choose the date column.";
  if (mapping.amount === null && mapping.debit === null && mapping.credit === null)
    return "Choose the amount column.";
  return null;
}

function freeColumn(mapping: ColumnMapping, column: number): ColumnMapping {
  const freed = { ...mapping, description: mapping.description.filter((one) => one !== column) };
  for (const { role } of ROLES) {
    if (role === "description" || role === "ignore") continue;
    if (freed[role] === column) freed[role satisfies SingleRole] = null;
  }
  if (freed.sign_column === null && freed.sign === "column") freed.sign = "minus_is_out";
  return freed;
}

/** What a line's fate is called. */
export const FATES: Record<Fate, string> = {
  new: "New",
  repeated: "Already imported",
  doubtful: "Possible duplicate",
  unreadable: "Unreadable",
  left_out: "Left out",
};

/** The same once the import is over. */
export const FATES_DONE: Record<Fate, string> = { ...FATES, new: "Added" };

export const FATE_ORDER = ["new", "repeated", "doubtful", "unreadable", "left_out"] as const;

/** "21 + 38 + 3 + 2 = 64 of 64 lines read" */
export function describeSum(counts: FateCounts): string {
  const terms = FATE_ORDER.map((fate) => counts[fate]).filter((number) => number > 0);
  const sum = terms.reduce((all, one) => all + one, 0);
  if (sum !== counts.total) return `${formatCount(sum)} of ${formatCount(counts.total)} lines read`;
  const sumText = terms.length > 1 ? `${terms.map(formatCount).join(" + ")} = ` : "";
  return `${sumText}${formatCount(sum)} of ${formatCount(counts.total)} lines read`;
}

type NotAdded = Pick<FateCounts, "repeated" | "doubtful" | "unreadable" | "left_out">;

/** ["38 already imported", "1 possible duplicate"]; nothing for counts of zero. */
export function listNotAdded({ repeated, doubtful, unreadable, left_out }: NotAdded): string[] {
  return [
    repeated > 0 && `${formatCount(repeated)} already imported`,
    doubtful > 0 && count(doubtful, "possible duplicate"),
    unreadable > 0 && `${formatCount(unreadable)} unreadable`,
    left_out > 0 && `${formatCount(left_out)} left out`,
  ].filter((words) => words !== false);
}

export type Kept = ReadonlyMap<number, number>;

/** What would be added in each currency: the new rows and the doubtful ones one keeps. */
export function additionsOf(preview: Preview, kept: Kept): { rows: number; sums: ImportSums[] } {
  const amounts = [...kept.values()];
  const sum = (some: number[]) => some.reduce((all, one) => all + one, 0);
  const { currency } = preview;
  const sums = preview.sums.some((one) => one.currency === currency)
    ? preview.sums
    : [{ currency, out_minor: 0, in_minor: 0 }, ...preview.sums];
  return {
    rows: preview.counts.new + kept.size,
    sums: sums.map((one) =>
      one.currency === currency
        ? {
            currency,
            out_minor: one.out_minor + sum(amounts.filter((amount) => amount > 0)),
            in_minor: one.in_minor - sum(amounts.filter((amount) => amount < 0)),
          }
        : one,
    ),
  };
}

export interface NewAccount {
  name: string;
  account_type: AccountType;
  currency: string;
  institution: string | null;
  mask: string | null;
}

const QUESTIONS: Record<string, string> = {
  date_order: "Day and month may be swapped. Check a few dates below.",
  sign: "It is unclear which amounts are money out. Check a few below.",
  columns: "Some columns are unclear. Check how each one is read.",
  decimal: "The decimal separator may be a comma or a point. Check a few amounts below.",
  years: "Some dates are far in the future. Check a few dates below.",
};

export function describeQuestion(code: string): string {
  return QUESTIONS[code] ?? code;
}

/** A line's number, or what else tells it apart in formats without lines. */
export function keyOf(row: ImportRow): string {
  return row.line_no === null ? `${row.on}-${row.amount_minor}-${row.description}` : String(row.line_no);
}

export type Line = { part: "line"; row: ImportRow } | { part: "twin"; row: ImportRow };

/** Each doubtful line is followed by the row it might be. */
export function withTwins(rows: readonly ImportRow[]): Line[] {
  return rows.flatMap((row): Line[] =>
    row.fate === "doubtful" && row.twin
      ? [
          { part: "line", row },
          { part: "twin", row },
        ]
      : [{ part: "line", row }],
  );
}

const PHASES: Record<string, string> = {
  reading: "Reading",
  comparing: "Looking for duplicates",
  categorising: "Categorising",
  saving: "Saving",
  idle: "Starting",
};

export function describePhase(phase: string): string {
  return PHASES[phase] ?? "Working";
}
