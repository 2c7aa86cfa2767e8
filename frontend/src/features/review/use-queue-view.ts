import { useMemo } from "react";
import type { Transaction } from "@/api/types";
import { byDay, byMerchant } from "@/entities/transactions/grouping";
import { useRowFilter } from "@/entities/transactions/use-filter";
import { useRowPicks } from "@/entities/transactions/use-row-picks";
import { useShown } from "@/ui/use-shown";
import { BANDS, type Grouping, type Tab } from "./model";
import { useQueue } from "./queries";

/** What the page shows now: all of it follows from the address and the answers to it. */
export function useQueueView() {
  const filters = useRowFilter();
  const { address, filter } = filters;
  const tab: Tab = address.get("tab") === "staged" ? "staged" : "pending";
  const grouping: Grouping = address.get("group") === "merchant" ? "merchant" : "day";
  const band = BANDS.find((one) => one.value === address.get("confidence"))?.value ?? null;

  const queue = useQueue(tab, filter, { band, needsAll: grouping === "merchant" });
  const { days } = queue;
  const items: readonly (Transaction | undefined)[] = queue.items;
  const groups = useMemo(
    () => (grouping === "merchant" ? byMerchant(items.filter(isLoaded)) : byDay(items, days)),
    [items, days, grouping],
  );
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const keys = useMemo(() => rows.map((row) => row?.id), [rows]);
  const list = useShown(`${tab} ${address}`, queue.isPlaceholderData);
  const picks = useRowPicks(keys, list, queue.loadRange);
  const current = rows[picks.position] ?? null;
  const loaded = useMemo(() => rows.filter(isLoaded), [rows]);
  const selected = useMemo(
    () => (picks.selected.size ? loaded.filter((row) => picks.selected.has(row.id)) : []),
    [loaded, picks.selected],
  );

  return { filters, tab, grouping, band, queue, groups, rows, list, picks, current, loaded, selected };
}

export type QueueView = ReturnType<typeof useQueueView>;

function isLoaded(row: Transaction | undefined): row is Transaction {
  return row !== undefined;
}
