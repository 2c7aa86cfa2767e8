/** A restore in words. */
import type { EverythingRestored } from "@/api/types";
import { count, formatPercent } from "@/kit/words";

/** {transactions: 12, accounts: 1} is "12 transactions in 1 account were restored." */
export function describeRestored({ counts }: EverythingRestored): string {
  const { transactions = 0, accounts = 0 } = counts;
  const were = transactions === 1 ? "was" : "were";
  const missing = counts.missing_files
    ? ` Without ${count(counts.missing_files, "attached file")}, not in the export.`
    : "";
  return `${count(transactions, "transaction")} in ${count(accounts, "account")} ${were} restored.${missing}`;
}

/** What happens while one waits: first the file goes out, then it is checked and put in, which tells no steps. */
export function describeRestoring(sent: number): string {
  return sent < 1 ? `Sending the file, ${formatPercent(sent)}` : "Checking and restoring";
}
