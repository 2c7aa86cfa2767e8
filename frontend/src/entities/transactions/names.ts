/** How a row is called in sentences and labels. */
import type { Transaction } from "@/api/types";
import { formatFlow, formatSize } from "@/kit/money";

type Named = Pick<Transaction, "merchant_name" | "description">;

/** The merchant, or what the bank wrote. */
export function nameOf(row: { merchant_name: string | null; description: string }): string {
  return row.merchant_name || row.description;
}

/** What the bank wrote, when that says more than the name does. */
export function bankTextOf(row: Named): string | null {
  const isSame = row.merchant_name.toLowerCase() === row.description.toLowerCase();
  return row.merchant_name && !isSame ? row.description : null;
}

/** "Harvest Lane Market, $84.12" */
export function labelOf(row: Named & Pick<Transaction, "amount_minor" | "currency" | "is_internal">): string {
  const write = row.is_internal ? formatSize : formatFlow;
  return `${nameOf(row)}, ${write(row.amount_minor, row.currency)}`;
}

const SOURCES: Record<string, string> = {
  csv_import: "a file",
  file_import: "a file",
  plaid: "bank sync",
  simplefin: "bank sync",
  manual: "by hand",
  archive: "the archive",
};

export function sourceName(source: string): string {
  return SOURCES[source] ?? source;
}

const STATUSES: Record<Transaction["status"], string> = {
  pending_review: "waiting for review",
  pending_save: "staged",
  confirmed: "confirmed",
  auto_confirmed: "auto-confirmed",
};

export function statusName(status: Transaction["status"]): string {
  return STATUSES[status];
}
