import { useMemo } from "react";
import { useRowFilter } from "@/entities/transactions/use-filter";
import { today } from "@/kit/dates";
import { usePicks } from "@/ui/use-picks";
import { useShown } from "@/ui/use-shown";
import { BANDS, type Grouping, groupRows, type Tab } from "./model";
import { useQueue } from "./queries";

/** What the page shows now: all of it follows from the address and the answers to it. */
export function useQueueView() {
  const filters = useRowFilter();
  const { address, filter } = filters;
  const tab: Tab = address.get("tab") === "staged" ? "staged" : "pending";
  const grouping: Grouping = address.get("group") === "merchant" ? "merchant" : "day";
  const band = BANDS.find((one) => one.value === address.get("confidence"))?.value ?? null;

  const queue = useQueue(tab, filter, { band, needsAll: grouping === "merchant" });
  const isWhole = !queue.hasNextPage;
  const groups = useMemo(
    () => groupRows(queue.items, grouping, { isWhole, asOf: today() }),
    [queue.items, grouping, isWhole],
  );
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const keys = useMemo(() => rows.map((row) => row.id), [rows]);
  const list = useShown(`${tab} ${address}`, queue.isPlaceholderData);
  const picks = usePicks(keys, list);
  const current = rows.find((row) => row.id === picks.current) ?? null;
  const selected = useMemo(() => rows.filter((row) => picks.selected.has(row.id)), [rows, picks.selected]);

  return { filters, tab, grouping, band, queue, groups, rows, list, picks, current, selected };
}

export type QueueView = ReturnType<typeof useQueueView>;
