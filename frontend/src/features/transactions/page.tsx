import { useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { BulkChanges, Transaction } from "@/api/types";
import { useStats } from "@/entities/app/queries";
import { useRowActions } from "@/entities/transactions/actions";
import { EditorDrawer } from "@/entities/transactions/editor/editor-drawer";
import type { EditorStart } from "@/entities/transactions/editor/start";
import { conditionCount, type RowFilter } from "@/entities/transactions/filter";
import { OpenQuestions } from "@/entities/transactions/open-questions";
import { SimilarDialog, type SimilarOffer } from "@/entities/transactions/similar-dialog";
import { useRowFilter } from "@/entities/transactions/use-filter";
import { useRowPicks } from "@/entities/transactions/use-row-picks";
import { Button, classOf } from "@/ui/button";
import layoutStyles from "@/ui/layout.module.css";
import { useShown } from "@/ui/use-shown";
import { useBulkRun } from "./bulk-run";
import { useLedgerKeys } from "./ledger-keys";
import { AddDialog } from "./parts/add-dialog";
import { BulkEdit } from "./parts/bulk-edit";
import { BulkProgress } from "./parts/bulk-progress";
import { Filters, useConditions } from "./parts/filters";
import { LedgerBulk } from "./parts/ledger-bulk";
import { LedgerHeader } from "./parts/ledger-header";
import { LedgerList } from "./parts/ledger-list";
import { MonthJump } from "./parts/month-jump";
import type { Editing } from "./parts/row";
import { SearchBar } from "./parts/search-bar";
import { SumsFoot } from "./parts/sums-foot";
import { useLedger, useNamedRow } from "./queries";
import { useRowEdits } from "./use-row-edits";

type Open =
  | { kind: "picker"; id: number | "selection" }
  | { kind: "add" }
  | { kind: "bulk" }
  | { kind: "month" }
  | { kind: "similar"; offer: SimilarOffer };

/** Every row there is: find, sort, correct, take out. */
export default function TransactionsPage() {
  const { filter, address, change, clear, put } = useRowFilter();
  const conditions = useConditions(filter, change);
  const ledger = useLedger(filter);
  const all = useStats().data?.total_transactions ?? null;

  const keys = useMemo(() => ledger.items.map((row) => row?.id), [ledger.items]);
  const list = useShown(JSON.stringify(filter), ledger.isPlaceholderData);
  const picks = useRowPicks(keys, list, ledger.loadRange);
  const current = ledger.items[picks.position] ?? null;
  const selected = useMemo(
    () =>
      picks.selected.size
        ? ledger.items.filter((row): row is Transaction => row !== undefined && picks.selected.has(row.id))
        : [],
    [ledger.items, picks.selected],
  );

  // “Select all” holds for the filter and the selection it was pressed on; a change of either ends it.
  const [whole, setWhole] = useState<{ filter: RowFilter; selected: ReadonlySet<number> } | null>(null);
  const isAll = whole?.filter === filter && whole.selected === picks.selected && selected.length > 0;
  const bulk = useBulkRun();
  const [open, setOpen] = useState<Open | null>(null);
  const [editing, setEditing] = useState<Editing>(null);
  const [editor, setEditor] = useState<{ id: number; start: EditorStart } | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const { recategorise, removeOne, removeMany, editMany } = useRowActions();
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set());
  const toggleParts = ({ id }: Transaction) =>
    setExpanded((now) =>
      now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
    );
  const namedId = address.get("open");
  const named = useNamedRow(namedId).data;
  const edits = useRowEdits((offer) => setOpen({ kind: "similar", offer }));

  const pick = (id: number | "selection", isOpen = true) => setOpen(isOpen ? { kind: "picker", id } : null);
  const picking = open?.kind === "picker" ? open.id : null;
  const add = () => setOpen({ kind: "add" });
  const openEditor = (start: EditorStart) => current && setEditor({ id: current.id, start });
  const removeSelected = () => void (isAll || removeMany([...picks.selected]));
  const editSelected = async (changes: BulkChanges) => {
    if (!isAll) return editMany([...picks.selected], changes);
    const isStarted = await bulk.start(filter, changes);
    if (isStarted) picks.clear();
    return isStarted;
  };

  useLedgerKeys({
    picks,
    current,
    hasSelection: selected.length > 0,
    search,
    onPick: pick,
    onEdit: setEditing,
    onEditor: openEditor,
    isEditorOpen: editor !== null,
    onBulkEdit: () => setOpen({ kind: "bulk" }),
    onParts: toggleParts,
    onWhy: () => (editor ? setEditor(null) : openEditor("history")),
    onAdd: add,
    onMonth: () => setOpen({ kind: "month" }),
    onDelete: (row) => void removeOne(row),
    onDeleteMany: removeSelected,
  });

  return (
    <>
      <LedgerHeader filter={filter} shown={ledger.total} onAdd={add} />
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <div className={layoutStyles.toolbar}>
            <SearchBar
              value={filter.search}
              onChange={(text) => change({ search: text }, { replace: true })}
              conditions={conditions}
              inputRef={search}
              error={ledger.error}
            />
            <Filters filter={filter} change={change} />
            {/^-?on$/.test(filter.sort) && (
              <MonthJump
                filter={filter}
                isOpen={open?.kind === "month"}
                onOpenChange={(isOpen) => setOpen(isOpen ? { kind: "month" } : null)}
                month={current?.on.slice(0, 7) ?? null}
                onJump={picks.moveToPosition}
              />
            )}
            <OpenQuestions />
            {filter.search.trim() !== "" && (
              <Link
                className={classOf("ghost", true, "hide-on-phone")}
                to={`/categories?tab=rules&new=${encodeURIComponent(filter.search.trim())}`}
              >
                Make a rule
              </Link>
            )}
            {conditionCount(filter) > 0 && (
              <Button kind="ghost" small onClick={clear}>
                Clear
              </Button>
            )}
          </div>
          <LedgerList
            ledger={ledger}
            filter={filter}
            list={list}
            picks={picks}
            expanded={expanded}
            pickingId={picking === "selection" ? null : picking}
            editing={editing}
            isNarrow={editor !== null || namedId !== null || open?.kind === "bulk"}
            onSort={(sort) => change({ sort })}
            onClear={clear}
            onAdd={add}
            acts={{
              onSelect: (row, isRange) => (isRange ? picks.selectTo(row.id) : picks.toggle(row.id)),
              onPick: (row, isOpen) => pick(row.id, isOpen),
              onChoose: (row, category) => void edits.choose(row, category),
              onEdit: setEditing,
              onName: edits.rename,
              onNote: edits.note,
              onExclude: edits.exclude,
              onEditor: (row, start) => setEditor({ id: row.id, start }),
              onDelete: (row) => void removeOne(row),
              onParts: toggleParts,
            }}
          />
          {bulk.run && <BulkProgress run={bulk.run} onCancel={() => void bulk.cancel()} />}
          {!bulk.run && selected.length > 0 && (
            <LedgerBulk
              rows={selected}
              matching={ledger.total}
              isAll={isAll}
              onAll={() => setWhole({ filter, selected: picks.selected })}
              onConfirm={() => void editSelected({ confirm: true })}
              isPicking={picking === "selection"}
              onPick={(isOpen) => pick("selection", isOpen)}
              onChoose={(category) =>
                void (isAll
                  ? editSelected({ category_short_desc: category.short_desc })
                  : recategorise(selected, category))
              }
              onEdit={() => setOpen({ kind: "bulk" })}
              onDelete={removeSelected}
              onClear={picks.clear}
            />
          )}
          <SumsFoot total={ledger.total} all={all} sums={ledger.sums} />
        </div>
        {open?.kind === "bulk" && selected.length > 0 && (
          <BulkEdit
            of={isAll ? ledger.total : selected.length}
            onSave={editSelected}
            onClose={() => setOpen(null)}
          />
        )}
        {open?.kind !== "bulk" && namedId !== null && named && (
          <EditorDrawer
            key={named.id}
            row={named}
            start="edit"
            onClose={() => put("open", null)}
            onStep={picks.moveBy}
            onDelete={(row) => {
              put("open", null);
              void removeOne(row);
            }}
          />
        )}
        {open?.kind !== "bulk" && namedId === null && editor && current && (
          <EditorDrawer
            key={`${current.id} ${editor.id === current.id ? editor.start : ""}`}
            row={current}
            start={editor.id === current.id ? editor.start : "edit"}
            onClose={() => setEditor(null)}
            onStep={picks.moveBy}
            onDelete={(row) => void removeOne(row)}
          />
        )}
      </div>
      {open?.kind === "add" && <AddDialog onClose={() => setOpen(null)} />}
      {open?.kind === "similar" && <SimilarDialog offer={open.offer} onClose={() => setOpen(null)} />}
    </>
  );
}
