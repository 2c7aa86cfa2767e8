import { useMemo } from "react";
import type { Transaction } from "@/api/types";
import { useToday } from "@/entities/app/queries";
import { useCategoryMap } from "@/entities/categories/queries";
import { conditionCount } from "@/entities/transactions/filter";
import { headingOf, type RowGroup } from "@/entities/transactions/grouping";
import { writeNet } from "@/entities/transactions/sums";
import { TransactionHead } from "@/entities/transactions/transaction-head";
import { filedUnder, type RowColumn } from "@/entities/transactions/transaction-row";
import rowStyles from "@/entities/transactions/transaction-row.module.css";
import { SELECT_AT_MOST } from "@/entities/transactions/use-row-picks";
import { cx } from "@/kit/cx";
import { useIsPhone } from "@/kit/use-media";
import { useStableActs } from "@/kit/use-stable-acts";
import { count } from "@/kit/words";
import { LinkButton } from "@/ui/button";
import { type RowEntry, RowList } from "@/ui/row-list";
import { FailedState, LoadingRows } from "@/ui/states";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../review.module.css";
import type { QueueView } from "../use-queue-view";
import { Nothing } from "./nothing";
import { type QueueActs, QueueRow } from "./queue-row";

interface Props {
  view: QueueView;
  pickingId: number | null;
  staged: number;
  onCommit: () => void;
  acts: QueueActs & GroupActs;
}

/** What is decided for all transactions of one merchant at once. */
interface GroupActs {
  onAcceptAll: (rows: readonly Transaction[]) => void;
  onChooseForAll: (rows: readonly Transaction[]) => void;
}

const COLUMNS: readonly RowColumn[] = ["merchant", "account", "amount", "category", "decider"];
const DATED_COLUMNS: readonly RowColumn[] = ["date", ...COLUMNS];

/** The rows under their headings, or the face of a list that waits, failed or is empty. */
export function QueueList({ view, pickingId, staged, onCommit, acts }: Props) {
  const { queue, tab, groups, rows, picks, list, filters, band } = view;
  const categories = useCategoryMap();
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight();
  const isByMerchant = view.grouping === "merchant";
  const columns = isByMerchant ? DATED_COLUMNS : COLUMNS;
  const stable = useStableActs({ ...acts });
  const { entries, entryOf, rowAt } = useMemo(
    () => entriesOf(groups, isByMerchant ? stable : null),
    [groups, isByMerchant, stable],
  );

  if (queue.isPending) return <LoadingRows label="Loading transactions to review" />;
  if (queue.isError && !queue.data)
    return (
      <FailedState title="Transactions could not be loaded" error={queue.error} onRetry={queue.refetch} />
    );
  if (rows.length === 0)
    return (
      <Nothing
        tab={tab}
        isNarrowed={conditionCount(filters.filter) > 0 || band !== null}
        onClear={filters.clear}
        staged={staged}
        onCommit={onCommit}
      />
    );
  return (
    <RowList
      id="queue"
      className={cx(rowStyles.list, styles.queue, isByMerchant && styles.dated)}
      label={tab === "staged" ? "Staged transactions" : "Transactions to review"}
      list={list}
      entries={entries}
      rowHeight={rowHeight}
      total={queue.total}
      columns={columns.length + 2}
      currentKey={picks.current}
      isSelected={(key) => picks.selected.has(Number(key))}
      onCurrent={(key) => picks.moveTo(Number(key))}
      currentAt={entryOf[picks.position]}
      onRange={(first, last) => queue.show(rowAt[first] ?? 0, rowAt[last] ?? 0)}
      head={
        isPhone ? undefined : (
          <TransactionHead
            columns={columns}
            picks={picks}
            selectable={Math.min(rows.length, SELECT_AT_MOST)}
            selectLabel={`Select ${rows.length > SELECT_AT_MOST ? "the first" : "all"} ${count(Math.min(rows.length, SELECT_AT_MOST), "transaction")}`}
          />
        )
      }
      renderRow={(row, isCurrent) => (
        <QueueRow
          acts={stable}
          row={row}
          columns={columns}
          isUnderMerchant={isByMerchant}
          kind={categories.get(filedUnder(row).shortDesc ?? "")?.kind}
          isCurrent={isCurrent}
          isSelected={picks.selected.has(row.id)}
          isPicking={pickingId === row.id}
        />
      )}
    />
  );
}

/** The headings and rows of the list, the entry of each row, and the row at or after each entry. */
function entriesOf(groups: readonly RowGroup[], acts: GroupActs | null) {
  const entries: (RowEntry<Transaction> | undefined)[] = [];
  const entryOf: number[] = [];
  const rowAt: number[] = [];
  for (const group of groups) {
    rowAt.push(entryOf.length);
    entries.push({
      kind: "group",
      key: `g-${group.key}`,
      label: <GroupName group={group} />,
      end: <GroupEnd group={group} acts={acts} />,
    });
    for (const row of group.rows) {
      rowAt.push(entryOf.length);
      entryOf.push(entries.length);
      entries.push(row && { kind: "row", key: row.id, item: row });
    }
  }
  return { entries, entryOf, rowAt };
}

function GroupName({ group }: { group: RowGroup }) {
  const { title, note } = headingOf(group, useToday());
  return (
    <>
      <b>{title}</b> {note}
    </>
  );
}

function GroupEnd({ group, acts }: { group: RowGroup; acts: GroupActs | null }) {
  const rows = group.rows.flatMap((row) => row ?? []);
  const category = sharedPrediction(rows);
  return (
    <>
      {acts && rows.length > 1 && category && (
        <LinkButton className="small" tabIndex={-1} onClick={() => acts.onAcceptAll(rows)}>
          Accept {category} for all {rows.length}
        </LinkButton>
      )}{" "}
      {acts && rows.length > 1 && (
        <LinkButton className="small" tabIndex={-1} onClick={() => acts.onChooseForAll(rows)}>
          {category ? "Choose another…" : `Choose for all ${rows.length}…`}
        </LinkButton>
      )}{" "}
      {rows.length === group.rows.length && writeNet(rows)}
    </>
  );
}

/** The category that all these transactions wait to be accepted in; null where they differ or one has none. */
function sharedPrediction(rows: readonly Transaction[]): string | null {
  const [first] = rows;
  const isShared = rows.every(
    (row) => row.status === "pending_review" && row.predicted_category_id === first?.predicted_category_id,
  );
  return isShared ? (first?.predicted_category_name ?? null) : null;
}
