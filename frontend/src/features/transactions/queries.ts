import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { post } from "@/api/client";
import { itemsOf } from "@/api/paging";
import type { ChangedTransaction } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { refresh } from "@/entities/transactions/cache";
import { type RowFilter, toParams } from "@/entities/transactions/filter";
import { nameOf } from "@/entities/transactions/names";
import { useRows } from "@/entities/transactions/queries";

const PAGE = 200;

/** The ledger under a filter, a page at a time. Sums come with the first page and are of the whole filter. */
export function useLedger(filter: RowFilter) {
  const rows = useRows("all", { ...toParams(filter), sums: true }, { limit: PAGE });
  const items = useMemo(() => itemsOf(rows.data), [rows.data]);
  const first = rows.data?.pages[0];
  return { ...rows, items, total: first?.total ?? 0, sums: first?.sums ?? null };
}

export interface NewRow {
  account_id: number;
  on: string;
  description: string;
  amount_minor: number;
  category_short_desc: string | null;
  notes: string | null;
}

export function useAddRow() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (row: NewRow) => post<ChangedTransaction>("/api/transactions", row),
    onSuccess: ({ transaction, change_id }) => {
      undo.done(`${nameOf(transaction)} added`, change_id);
      refresh(client, { rows: true });
    },
  });
}
