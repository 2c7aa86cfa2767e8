import { useMemo } from "react";
import type { Transaction, TransactionPart } from "@/api/types";
import { useCategoryMap } from "@/entities/categories/queries";
import { conditionCount, type RowFilter } from "@/entities/transactions/filter";
import { TransactionHead } from "@/entities/transactions/transaction-head";
import { filedUnder } from "@/entities/transactions/transaction-row";
import rowStyles from "@/entities/transactions/transaction-row.module.css";
import { SELECT_AT_MOST } from "@/entities/transactions/use-row-picks";
import { cx } from "@/kit/cx";
import { useIsPhone, useIsWide } from "@/kit/use-media";
import { PRINTED_AT_MOST, usePrinting } from "@/kit/use-printing";
import { useStableActs } from "@/kit/use-stable-acts";
import { count, formatCount } from "@/kit/words";
import { type RowEntry, RowList } from "@/ui/row-list";
import { FailedState, LoadingRows } from "@/ui/states";
import type { PicksApi } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import type { useLedger } from "../queries";
import styles from "../transactions.module.css";
import { Nothing } from "./nothing";
import { type Editing, LEDGER_COLUMNS, type LedgerActs, LedgerRow, NARROW_COLUMNS, PartRow } from "./row";

interface Props {
  ledger: ReturnType<typeof useLedger>;
  filter: RowFilter;
  list: string;
  picks: PicksApi<number>;
  /** The rows whose parts are shown below them. */
  expanded: ReadonlySet<number>;
  pickingId: number | null;
  editing: Editing;
  /** Whether the editor stands beside the list. */
  isNarrow: boolean;
  acts: LedgerActs;
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
  expanded,
  pickingId,
  editing,
  isNarrow,
  acts,
  onSort,
  onClear,
  onAdd,
}: Props) {
  const categories = useCategoryMap();
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight();
  const { items } = ledger;
  const entries = useMemo(() => entriesOf(items, expanded), [items, expanded]);
  const shift = useMemo(
    () => items.slice(0, picks.position).reduce((sum, row) => sum + partCount(row, expanded), 0),
    [items, picks.position, expanded],
  );
  const isBesideEditor = useIsWide() && isNarrow;
  const columns = isBesideEditor ? NARROW_COLUMNS : LEDGER_COLUMNS;
  const isPrinting = usePrinting();
  const stable = useStableActs({ ...acts });

  if (ledger.isPending) return <LoadingRows rows={20} label="Loading transactions" />;
  if (ledger.isError && (!ledger.data || ledger.isPlaceholderData))
    return (
      <FailedState title="Transactions could not be loaded" error={ledger.error} onRetry={ledger.refetch} />
    );
  if (items.length === 0)
    return <Nothing isNarrowed={conditionCount(filter) > 0} onClear={onClear} onAdd={onAdd} />;
  return (
    <>
      {isPrinting && ledger.total > PRINTED_AT_MOST && (
        <p className="small">
          The first {formatCount(PRINTED_AT_MOST)} of {count(ledger.total, "transaction")} are printed. Narrow
          the search to print the others.
        </p>
      )}
      <RowList
        id="ledger"
        className={cx(
          rowStyles.list,
          styles.ledger,
          isBesideEditor && styles.narrow,
          ledger.isPlaceholderData && styles.outdated,
        )}
        label="Transactions"
        list={list}
        entries={entries}
        rowHeight={rowHeight}
        total={ledger.total}
        columns={columns.length + 2}
        currentKey={picks.current}
        isSelected={(key) => picks.selected.has(Number(key))}
        onCurrent={(key) => picks.moveTo(Number.parseInt(String(key), 10))}
        currentAt={picks.position + shift}
        onRange={ledger.show}
        head={
          isPhone ? undefined : (
            <TransactionHead
              columns={columns}
              picks={picks}
              selectable={Math.min(ledger.total, SELECT_AT_MOST)}
              selectLabel={`Select ${ledger.total > SELECT_AT_MOST ? "the first" : "all"} ${count(Math.min(ledger.total, SELECT_AT_MOST), "transaction")}`}
              sort={{ by: filter.sort, onSort }}
            />
          )
        }
        renderRow={(item, isCurrent) =>
          "part" in item ? (
            <PartRow part={item.part} of={item.of} columns={columns} />
          ) : (
            <LedgerRow
              acts={stable}
              row={item}
              kind={categories.get(filedUnder(item).shortDesc ?? "")?.kind}
              isCurrent={isCurrent}
              isSelected={picks.selected.has(item.id)}
              isPicking={pickingId === item.id}
              editing={editing?.id === item.id ? editing.field : null}
              isExpanded={expanded.has(item.id)}
              columns={columns}
            />
          )
        }
      />
    </>
  );
}

type Item = Transaction | { part: TransactionPart; of: Transaction };

/** The rows, each followed by its parts where these are shown. */
function entriesOf(
  items: readonly (Transaction | undefined)[],
  expanded: ReadonlySet<number>,
): (RowEntry<Item> | undefined)[] {
  return items.flatMap<RowEntry<Item> | undefined>((row) => {
    if (!row || !partCount(row, expanded)) return [row && { kind: "row", key: row.id, item: row }];
    return [
      { kind: "row", key: row.id, item: row },
      ...row.splits.map((part, at) => ({
        kind: "row" as const,
        key: `${row.id}:${at}`,
        item: { part, of: row },
        isChild: true,
      })),
    ];
  });
}

function partCount(row: Transaction | undefined, expanded: ReadonlySet<number>): number {
  return row && expanded.has(row.id) ? row.splits.length : 0;
}
