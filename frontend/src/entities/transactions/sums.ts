/** Sums over rows. Currencies never add; each keeps its own. */
import type { Transaction } from "@/api/types";
import { formatSignedNet, formatSize } from "@/kit/money";

type Summed = Pick<Transaction, "amount_minor" | "currency" | "is_internal">;

/** In minus out per currency, without transfers between own accounts. */
export function netOf(rows: readonly Summed[]): Map<string, number> {
  const net = new Map<string, number>();
  for (const row of rows)
    if (!row.is_internal) net.set(row.currency, (net.get(row.currency) ?? 0) - row.amount_minor);
  return net;
}

/** "net +$2,639.94"; several currencies stand side by side; nothing when all of it only moved. */
export function writeNet(rows: readonly Summed[]): string | null {
  const net = [...netOf(rows)];
  return net.length
    ? `net ${net.map(([currency, minor]) => formatSignedNet(minor, currency)).join(" · ")}`
    : null;
}

/** What selected rows come to: plain when all go out, otherwise the net. */
export function writeTotal(rows: readonly Summed[]): string {
  const isAllOut = rows.every((row) => row.amount_minor >= 0);
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(row.currency, (totals.get(row.currency) ?? 0) + row.amount_minor);
  return [...totals]
    .map(([currency, minor]) => (isAllOut ? formatSize(minor, currency) : formatSignedNet(-minor, currency)))
    .join(" · ");
}
