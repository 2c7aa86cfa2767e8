import { RotateCcw, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { BulkBar } from "@/ui/bulk-bar";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Confirm } from "@/ui/dialog";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { HeadCell, type RowEntry, RowList } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useMovingKeys } from "@/ui/use-moving-keys";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "./deleted.module.css";
import { DeletedLine } from "./parts/deleted-line";
import { type DeletedRow, useDeleted, useDeletedActions } from "./queries";

/** Rows that were deleted. Each can come back whole, until it is removed for good. */
export default function DeletedPage() {
  const deleted = useDeleted();
  const actions = useDeletedActions();
  const [asked, setAsked] = useState<readonly DeletedRow[] | "all" | null>(null);
  const { items, total } = deleted;
  const keys = useMemo(() => items.map((row) => row.id), [items]);
  const entries = useMemo<RowEntry<DeletedRow>[]>(
    () => items.map((row) => ({ kind: "row", key: row.id, item: row })),
    [items],
  );
  const picks = usePicks(keys);
  const selected = items.filter((row) => picks.selected.has(row.id));
  const current = items.find((row) => row.id === picks.current) ?? null;
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight();

  useMovingKeys(picks);
  useShortcuts("Deleted transactions", [
    {
      keys: ["Enter", "r"],
      label: "Restore",
      isOn: current !== null,
      run: () => current && void actions.restore([current]),
    },
    {
      keys: "Shift+r",
      label: "Restore the selection",
      isOn: selected.length > 0,
      run: () => void actions.restore(selected),
    },
    {
      keys: "Delete",
      label: "Delete permanently",
      isOn: current !== null,
      run: () => current && setAsked([current]),
    },
  ]);

  return (
    <>
      <PageHeader
        title="Deleted transactions"
        about={
          total > 0 ? `${count(total, "transaction")} · kept until you delete them permanently` : undefined
        }
      >
        <span className="grow" />
        <Button kind="danger" disabled={total === 0} onClick={() => setAsked("all")}>
          Delete all permanently
        </Button>
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          {deleted.isPending ? (
            <LoadingRows label="Loading deleted transactions" />
          ) : deleted.isError && !deleted.data ? (
            <FailedState
              title="Deleted transactions could not be loaded"
              error={deleted.error}
              onRetry={deleted.refetch}
            />
          ) : items.length === 0 ? (
            <EmptyState
              icon={Trash2}
              title="No deleted transactions"
              act={
                <Link className={buttonStyles.button} to="/data">
                  Show all transactions
                </Link>
              }
            >
              Transactions you delete are kept here and can be restored.
            </EmptyState>
          ) : (
            <RowList
              id="deleted"
              className={styles.deleted}
              label="Deleted transactions"
              entries={entries}
              rowHeight={rowHeight}
              total={total}
              columns={7}
              currentKey={picks.current}
              isSelected={(key) => picks.selected.has(Number(key))}
              onCurrent={(key) => picks.moveTo(Number(key))}
              onNearEnd={() =>
                deleted.hasNextPage && !deleted.isFetchingNextPage && void deleted.fetchNextPage()
              }
              head={isPhone ? undefined : <Head />}
              renderRow={(row, isCurrent) => (
                <DeletedLine
                  row={row}
                  isCurrent={isCurrent}
                  isSelected={picks.selected.has(row.id)}
                  onSelect={(isRange) => (isRange ? picks.rangeTo(row.id) : picks.toggle(row.id))}
                  onRestore={() => void actions.restore([row])}
                  onPurge={() => setAsked([row])}
                />
              )}
            />
          )}
          {selected.length > 0 && (
            <BulkBar count={selected.length} onClear={picks.clear}>
              <Button
                kind="ghost"
                small
                icon={RotateCcw}
                keys="Shift+r"
                onClick={() => void actions.restore(selected)}
              >
                <span className={bulkBarStyles.words}>Restore</span>
              </Button>
              <Button kind="ghost" small icon={Trash2} onClick={() => setAsked(selected)}>
                <span className={bulkBarStyles.words}>Delete permanently</span>
              </Button>
            </BulkBar>
          )}
        </div>
      </div>
      <Confirm
        title="Delete permanently?"
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        verb={`Delete ${count(asked === "all" ? total : (asked?.length ?? 0), "transaction")} permanently`}
        isDanger
        onConfirm={() => {
          if (asked) void actions.purge(asked);
          setAsked(null);
        }}
      >
        {asked?.length === 1 && asked !== "all" && asked[0] ? (
          <p>
            {asked[0].merchant_name || asked[0].description}, {formatDay(asked[0].on)}, deleted{" "}
            {formatDay(dayOf(asked[0].deleted_at))}.
          </p>
        ) : null}
        <p>This cannot be undone. If you import a file that contains it again, it is added as new.</p>
      </Confirm>
    </>
  );
}

function Head() {
  return (
    <>
      <HeadCell className={cx(rowListStyles.check, styles.check)}>
        <span className="visually-hidden">Select</span>
      </HeadCell>
      <HeadCell>Date</HeadCell>
      <HeadCell>Merchant</HeadCell>
      <HeadCell className={styles.category}>Category</HeadCell>
      <HeadCell className={styles.deletedOn}>Deleted</HeadCell>
      <HeadCell className="align-right">Amount</HeadCell>
      <HeadCell>
        <span className="visually-hidden">Actions</span>
      </HeadCell>
    </>
  );
}
