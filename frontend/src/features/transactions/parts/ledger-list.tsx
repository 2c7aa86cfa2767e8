import { useMemo } from "react";
import type { Transaction } from "@/api/types";
import { useCategoryMap } from "@/entities/categories/queries";
import { conditionCount, type RowFilter } from "@/entities/transactions/filter";
import { cx } from "@/kit/cx";
import { useIsPhone } from "@/kit/use-media";
import { useStableActs } from "@/kit/use-stable-acts";
import { type RowEntry, RowList } from "@/ui/row-list";
import { FailedState, LoadingRows } from "@/ui/states";
import type { PicksApi } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import type { useLedger } from "../queries";
import styles from "../transactions.module.css";
import { LedgerHead } from "./ledger-head";
import { Nothing } from "./nothing";
import { type Editing, LedgerRow, type RowActs } from "./row";

interface Props {
  ledger: ReturnType<typeof useLedger>;
  filter: RowFilter;
  list: string;
  picks: PicksApi<number>;
  pickingId: number | null;
  editing: Editing;
  acts: RowActs;
  onSort: (sort: string) => void;
  onClear: () => void;
  onAdd: () => void;
}

/** All transactions of the filter, or the face of a list that waits, failed or is empty. */
export function LedgerList({
  ledger,
  filter,
  list,
  picks,
  pickingId,
  editing,
  acts,
  onSort,
  onClear,
  onAdd,
}: Props) {
  const categories = useCategoryMap();
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 58 });
  const { items } = ledger;
  const entries = useMemo<(RowEntry<Transaction> | undefined)[]>(
    () => items.map((row) => row && { kind: "row", key: row.id, item: row }),
    [items],
  );
  const stable = useStableActs({ ...acts });

  if (ledger.isPending) return <LoadingRows rows={20} label="Loading transactions" />;
  if (ledger.isError && (!ledger.data || ledger.isPlaceholderData))
    return (
      <FailedState title="Transactions could not be loaded" error={ledger.error} onRetry={ledger.refetch} />
    );
  if (items.length === 0)
    return <Nothing isNarrowed={conditionCount(filter) > 0} onClear={onClear} onAdd={onAdd} />;
  return (
    <RowList
      id="ledger"
      className={cx(styles.ledger, ledger.isPlaceholderData && styles.outdated)}
      label="Transactions"
      list={list}
      entries={entries}
      rowHeight={rowHeight}
      total={ledger.total}
      columns={7}
      currentKey={picks.current}
      isSelected={(key) => picks.selected.has(Number(key))}
      onCurrent={(key) => picks.moveTo(Number(key))}
      currentAt={picks.position}
      onRange={ledger.show}
      head={
        isPhone ? undefined : (
          <LedgerHead sort={filter.sort} onSort={onSort} picks={picks} total={ledger.total} />
        )
      }
      renderRow={(row, isCurrent) => (
        <LedgerRow
          acts={stable}
          row={row}
          kind={categories.get(row.category_short_desc ?? row.predicted_category_short_desc ?? "")?.kind}
          isCurrent={isCurrent}
          isSelected={picks.selected.has(row.id)}
          isPicking={pickingId === row.id}
          editing={editing?.id === row.id ? editing.field : null}
        />
      )}
    />
  );
}
