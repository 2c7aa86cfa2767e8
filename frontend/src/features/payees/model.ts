/** The thinking of Payees: what the address says, and in what words a rhythm and its sums are shown. */
import type { Payee, PayeeRow } from "@/api/types";
import { addMonths } from "@/kit/dates";

export const SORTS = ["count", "last", "name"] as const;
export type Sort = (typeof SORTS)[number];

export interface PayeeView {
  search: string;
  sort: Sort;
  open: string | null;
}

export function viewOf(params: URLSearchParams): PayeeView {
  return {
    search: params.get("search") ?? "",
    sort: SORTS.find((name) => name === params.get("sort")) ?? "count",
    open: params.get("open"),
  };
}

export function everyWords({ unit, interval }: Payee["rhythms"][number]): string {
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}

/** The net money out of each of the last `size` months up to `last`, in the currency that the payee is paid in most. */
export function monthsOf(
  payee: Payee,
  last: string,
  size: number,
): { currency: string; out: number[] } | null {
  const counts = new Map<string, number>();
  for (const { currency, transaction_count } of payee.months)
    counts.set(currency, (counts.get(currency) ?? 0) + transaction_count);
  const [currency] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [];
  if (!currency) return null;
  const months = Array.from({ length: size }, (_, at) => addMonths(last, at + 1 - size));
  const found = new Map(
    payee.months.filter((each) => each.currency === currency).map((each) => [each.period, each]),
  );
  return {
    currency,
    out: months.map((month) => {
      const sums = found.get(month);
      return sums ? Math.abs(sums.out_minor - sums.in_minor) : 0;
    }),
  };
}

/** The payee that the others are merged into: one that a person named already, else the one seen most. */
export function mergeTarget(rows: readonly PayeeRow[]): PayeeRow | undefined {
  return [...rows].sort(
    (one, other) =>
      Number(other.spelling_count > 0) - Number(one.spelling_count > 0) ||
      other.transaction_count - one.transaction_count,
  )[0];
}
