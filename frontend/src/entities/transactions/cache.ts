/** The row lists in the cache of answers, and how a change is put into them without asking everything again. */
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { mapItems } from "@/api/paging";
import type { Transaction, TransactionPage } from "@/api/types";

export const ROWS = "rows";
export const rowsKey = (list: "all" | "pending" | "staged") => [ROWS, list] as const;

type RowPages = InfiniteData<TransactionPage, string | null>;
export type Snapshot = readonly (readonly [QueryKey, RowPages | undefined])[];

/** Takes rows out of a list at once; the snapshot puts them back should the backend refuse. */
export async function dropRows(
  client: QueryClient,
  ids: ReadonlySet<number>,
  list?: "pending" | "staged",
): Promise<Snapshot> {
  const queryKey = list ? rowsKey(list) : [ROWS];
  await client.cancelQueries({ queryKey });
  const before = client.getQueriesData<RowPages>({ queryKey });
  client.setQueriesData<RowPages>(
    { queryKey },
    (pages) =>
      pages &&
      mapItems<Transaction, TransactionPage, string | null>(pages, (row) => (ids.has(row.id) ? null : row)),
  );
  return before;
}

export function putBack(client: QueryClient, snapshot: Snapshot): void {
  for (const [key, pages] of snapshot) client.setQueryData(key, pages);
}

/** Shows a row as the backend now knows it, wherever it stands. It keeps its place even if the filter would now leave it out. */
export function replaceRow(client: QueryClient, row: Transaction): void {
  client.setQueriesData<RowPages>(
    { queryKey: [ROWS] },
    (pages) =>
      pages &&
      mapItems<Transaction, TransactionPage, string | null>(pages, (other) =>
        other.id === row.id ? row : other,
      ),
  );
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Counts, sums and lists elsewhere are now out of date. Row lists on the screen keep their place unless `rows` says otherwise. */
export function refresh(client: QueryClient, { rows }: { rows: boolean }): void {
  if (rows) void client.invalidateQueries({ queryKey: [ROWS] });
  else void client.invalidateQueries({ queryKey: [ROWS], refetchType: "none" });
  clearTimeout(soon);
  soon = setTimeout(
    () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== ROWS }),
    250,
  );
}
