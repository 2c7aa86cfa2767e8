import { Download, Plus, ReceiptText, SearchX, Tags, Trash2 } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { addressOf } from "@/api/client";
import type { Category, Transaction } from "@/api/types";
import { useAccounts } from "@/entities/accounts/queries";
import { useStats } from "@/entities/app/queries";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { useUndo } from "@/entities/changes/use-undo";
import { useRowActions } from "@/entities/transactions/actions";
import { conditionCount, toParams } from "@/entities/transactions/filter";
import { nameOf } from "@/entities/transactions/names";
import { fetchSimilar } from "@/entities/transactions/queries";
import { SimilarDialog, type SimilarOffer } from "@/entities/transactions/similar-dialog";
import { writeTotal } from "@/entities/transactions/sums";
import { useRowFilter } from "@/entities/transactions/use-filter";
import { WhyDrawer } from "@/entities/transactions/why-drawer";
import { cx } from "@/kit/cx";
import { formatMonth } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count } from "@/kit/words";
import { BulkBar } from "@/ui/bulk-bar";
import { Button } from "@/ui/button";
import { EmptyState, FailedState, LoadingRows } from "@/ui/faces";
import { Menu } from "@/ui/menu";
import { PageHeader } from "@/ui/page-header";
import { type RowEntry, RowList } from "@/ui/row-list";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import { useShown } from "@/ui/use-shown";
import { useLedgerKeys } from "./ledger-keys";
import { AddDialog } from "./parts/add-dialog";
import { Filters, useConditions } from "./parts/filters";
import { LedgerHead } from "./parts/ledger-head";
import { type Editing, LedgerRow } from "./parts/row";
import { SearchBar } from "./parts/search-bar";
import { SumsFoot } from "./parts/sums-foot";
import { useLedger } from "./queries";
import "./transactions.css";

type Open =
  | { kind: "picker"; id: number | "selection" }
  | { kind: "add" }
  | { kind: "similar"; offer: SimilarOffer };

/** Every row there is: find, sort, correct, take out. */
export default function TransactionsPage() {
  const { filter, change, clear } = useRowFilter();
  const ledger = useLedger(filter);
  const stats = useStats().data;
  const categories = useCategoryMap();
  const keys = useMemo(() => ledger.items.map((row) => row.id), [ledger.items]);
  const list = useShown(JSON.stringify(filter), ledger.isPlaceholderData);
  const picks = usePicks(keys, list);
  const current = ledger.items.find((row) => row.id === picks.current) ?? null;
  const selected = useMemo(
    () => ledger.items.filter((row) => picks.selected.has(row.id)),
    [ledger.items, picks.selected],
  );
  const entries = useMemo<RowEntry<Transaction>[]>(
    () => ledger.items.map((row) => ({ kind: "row", key: row.id, item: row })),
    [ledger.items],
  );

  const [open, setOpen] = useState<Open | null>(null);
  const [editing, setEditing] = useState<Editing>(null);
  const [isWhyOpen, setWhyOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const actions = useRowActions();
  const undo = useUndo();
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 58 });
  const conditions = useConditions(filter, change);

  const pick = (id: number | "selection", isOpen = true) => setOpen(isOpen ? { kind: "picker", id } : null);

  async function choose(row: Transaction, category: Category) {
    const done = await actions.settle(row, category);
    if (!done) return;
    const similar = done.similar_total > 0 ? await fetchSimilar(row.id).catch(() => null) : null;
    const offer = similar?.total ? { row, category, similar } : null;
    undo.done(
      `${nameOf(row)} moved to ${category.display_name}`,
      done.change_id,
      offer
        ? [{ label: `Also ${offer.similar.total} more…`, run: () => setOpen({ kind: "similar", offer }) }]
        : [],
    );
  }

  useLedgerKeys({
    picks,
    current,
    selected,
    search,
    onPick: pick,
    onEdit: setEditing,
    onWhy: () => setWhyOpen((now) => !now),
    onAdd: () => setOpen({ kind: "add" }),
    onDelete: (row) => void actions.removeOne(row),
    onDeleteMany: (rows) => void actions.removeMany(rows.map((row) => row.id)),
  });

  return (
    <>
      <PageHeader title="Transactions" about={<Extent all={stats?.total_transactions ?? null} />}>
        <span className="grow" />
        <Menu
          label="Export what is shown"
          trigger={
            <Button icon={Download} className="hide-s">
              Export shown
            </Button>
          }
          items={(["csv", "json"] as const).map((format) => ({
            label: `${format.toUpperCase()}, ${count(ledger.total, "row")}`,
            onSelect: () =>
              window.location.assign(addressOf("/api/transactions/export", { ...toParams(filter), format })),
          }))}
        />
        <Button kind="primary" icon={Plus} data-key="p" onClick={() => setOpen({ kind: "add" })}>
          Add row
        </Button>
      </PageHeader>
      <div className="split">
        <div className="list">
          <div className="subbar">
            <SearchBar
              value={filter.search}
              onChange={(text) => change({ search: text }, { replace: true })}
              conditions={conditions}
              inputRef={search}
            />
            <Filters filter={filter} change={change} />
            {conditionCount(filter) > 0 && (
              <Button kind="ghost" small onClick={clear}>
                Clear
              </Button>
            )}
          </div>
          {ledger.isPending ? (
            <LoadingRows rows={20} label="Loading transactions" />
          ) : ledger.isError && (!ledger.data || ledger.isPlaceholderData) ? (
            <FailedState title="The rows could not be read" error={ledger.error} onRetry={ledger.refetch} />
          ) : ledger.items.length === 0 ? (
            <Nothing
              isNarrowed={conditionCount(filter) > 0}
              onClear={clear}
              onAdd={() => setOpen({ kind: "add" })}
            />
          ) : (
            <RowList
              id="ledger"
              className={cx("tx", ledger.isPlaceholderData && "is-old")}
              label="Transactions"
              list={list}
              entries={entries}
              rowHeight={rowHeight}
              total={ledger.total}
              columns={7}
              currentKey={picks.current}
              isSelected={(key) => picks.selected.has(Number(key))}
              onCurrent={(key) => picks.moveTo(Number(key))}
              onNearEnd={() =>
                ledger.hasNextPage && !ledger.isFetchingNextPage && void ledger.fetchNextPage()
              }
              head={
                isPhone ? undefined : (
                  <LedgerHead
                    sort={filter.sort}
                    onSort={(sort) => change({ sort })}
                    picks={picks}
                    shown={keys.length}
                  />
                )
              }
              tail={
                ledger.isFetchNextPageError ? (
                  <FailedState
                    title="The next rows could not be read"
                    error={ledger.error}
                    onRetry={ledger.fetchNextPage}
                  />
                ) : ledger.isFetchingNextPage ? (
                  <p className="rl-tail">More rows are coming…</p>
                ) : null
              }
              renderRow={(row, isCurrent) => (
                <LedgerRow
                  row={row}
                  kind={
                    categories.get(row.category_short_desc ?? row.predicted_category_short_desc ?? "")?.kind
                  }
                  isCurrent={isCurrent}
                  isSelected={picks.selected.has(row.id)}
                  isPicking={open?.kind === "picker" && open.id === row.id}
                  editing={editing}
                  onSelect={(one, isRange) => (isRange ? picks.rangeTo(one.id) : picks.toggle(one.id))}
                  onPick={(one, isOpen) => pick(one.id, isOpen)}
                  onChoose={(one, category) => void choose(one, category)}
                  onEdit={setEditing}
                  onName={(one, text) =>
                    text && void actions.edit(one, { merchant_name: text }, `${nameOf(one)} is now ${text}`)
                  }
                  onNote={(one, text) =>
                    void actions.edit(
                      one,
                      { notes: text || null },
                      text ? `Note kept on ${nameOf(one)}` : `Note removed from ${nameOf(one)}`,
                    )
                  }
                  onExclude={(one) =>
                    void actions.edit(
                      one,
                      { is_excluded: !one.is_excluded },
                      one.is_excluded ? `${nameOf(one)} counts again` : `${nameOf(one)} left out of sums`,
                    )
                  }
                  onWhy={() => setWhyOpen(true)}
                  onDelete={(one) => void actions.removeOne(one)}
                />
              )}
            />
          )}
          {selected.length > 0 && (
            <BulkBar count={selected.length} sum={writeTotal(selected)} onClear={picks.clear}>
              <CategoryPicker
                isOpen={open?.kind === "picker" && open.id === "selection"}
                onOpenChange={(isOpen) => pick("selection", isOpen)}
                onChoose={(category) => void actions.recategorise(selected, category)}
                anchor={
                  <Button kind="ghost" small icon={Tags} keys="Shift+c" onClick={() => pick("selection")}>
                    <span className="bt">Category</span>
                  </Button>
                }
              />
              <Button
                kind="ghost"
                small
                icon={Trash2}
                keys="Shift+d"
                onClick={() => void actions.removeMany([...picks.selected])}
              >
                <span className="bt">Delete</span>
              </Button>
            </BulkBar>
          )}
          <SumsFoot total={ledger.total} all={stats?.total_transactions ?? null} sums={ledger.sums} />
        </div>
        {isWhyOpen && current && (
          <WhyDrawer row={current} onClose={() => setWhyOpen(false)} onStep={picks.moveBy} />
        )}
      </div>
      {open?.kind === "add" && <AddDialog onClose={() => setOpen(null)} />}
      {open?.kind === "similar" && <SimilarDialog offer={open.offer} onClose={() => setOpen(null)} />}
    </>
  );
}

/** "12,408 rows · Nov 2022 to Nov 2026" */
function Extent({ all }: { all: number | null }) {
  const accounts = useAccounts().data ?? [];
  const days = accounts
    .flatMap((one) => [one.earliest_transaction, one.latest_transaction].filter((day) => day !== null))
    .sort();
  const [first, last] = [days[0], days[days.length - 1]];
  if (all === null) return null;
  const span =
    first && last ? ` · ${formatMonth(first.slice(0, 7))} to ${formatMonth(last.slice(0, 7))}` : "";
  return count(all, "row") + span;
}

function Nothing({
  isNarrowed,
  onClear,
  onAdd,
}: {
  isNarrowed: boolean;
  onClear: () => void;
  onAdd: () => void;
}) {
  if (isNarrowed)
    return (
      <EmptyState icon={SearchX} title="No row fits" act={<Button onClick={onClear}>Show all rows</Button>}>
        Try fewer words, or take a condition away.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={ReceiptText}
      title="No rows yet"
      act={
        <span className="hstack">
          <Link className="btn primary" to="/import">
            Import a file
          </Link>
          <Button onClick={onAdd}>Add one by hand</Button>
        </span>
      }
    >
      They come from files of your bank, or by hand.
    </EmptyState>
  );
}
