import { useCallback, useRef, useState } from "react";
import type { Transaction } from "@/api/types";
import { useStats } from "@/entities/app/queries";
import { useRowActions } from "@/entities/transactions/actions";
import { EditorDrawer } from "@/entities/transactions/editor/editor-drawer";
import type { EditorStart } from "@/entities/transactions/editor/start";
import { NoteDialog } from "@/entities/transactions/note-dialog";
import { SimilarDialog, type SimilarOffer } from "@/entities/transactions/similar-dialog";
import { useCommitStaged } from "@/entities/transactions/use-commit-staged";
import { WhyDrawer } from "@/entities/transactions/why-drawer";
import layoutStyles from "@/ui/layout.module.css";
import { KeyBar } from "./parts/key-bar";
import { Questions } from "./parts/questions";
import { QueueBulk } from "./parts/queue-bulk";
import { QueueHeader } from "./parts/queue-header";
import { QueueList } from "./parts/queue-list";
import { RunStrip } from "./parts/run-strip";
import { Toolbar } from "./parts/toolbar";
import { WhyFooter } from "./parts/why-footer";
import { useSureCount } from "./queries";
import { useReviewKeys } from "./review-keys";
import { useStaging } from "./staging";
import { useQueueView } from "./use-queue-view";
import { useRun } from "./use-run";

/** What is open over the list; only one thing at a time. */
type Open =
  | { kind: "picker"; id: number | "selection" }
  | { kind: "note"; row: Transaction }
  | { kind: "similar"; offer: SimilarOffer }
  | { kind: "clear" | "revert" };

/** The daily loop: new rows, most already decided and saying why, the rest one key each. */
export default function ReviewPage() {
  const view = useQueueView();
  const { tab, picks, current, selected } = view;
  const sure = useSureCount().data?.count ?? 0;
  const staged = useStats().data?.pending_save ?? 0;
  const commit = useCommitStaged();
  const run = useRun();
  const search = useRef<HTMLInputElement>(null);

  const [open, setOpen] = useState<Open | null>(null);
  const [isWhyOpen, setWhyOpen] = useState(false);
  const [editor, setEditor] = useState<{ id: number; start: EditorStart } | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const offerSimilar = useCallback((offer: SimilarOffer) => setOpen({ kind: "similar", offer }), []);
  const staging = useStaging(offerSimilar);
  const { removeOne, removeMany } = useRowActions();

  const pick = (id: number | "selection", isOpen = true) => setOpen(isOpen ? { kind: "picker", id } : null);
  const picking = open?.kind === "picker" ? open.id : null;
  const accept = (row: Transaction) =>
    row.predicted_category_short_desc ? void staging.accept([row]) : pick(row.id);
  const removeSelected = () => void removeMany(selected.map((row) => row.id));

  useReviewKeys({
    tab,
    picks,
    current,
    selected,
    search,
    staging,
    sure,
    staged,
    onCommit: commit,
    onAccept: accept,
    onPick: pick,
    onWhy: () => {
      setEditor(null);
      setWhyOpen((now) => editor !== null || !now);
    },
    onEditor: (start) => current && setEditor({ id: current.id, start }),
    isEditorOpen: editor !== null,
    onNote: (row) => setOpen({ kind: "note", row }),
    onDelete: (row) => void removeOne(row),
    onDeleteMany: removeSelected,
  });

  return (
    <>
      <QueueHeader
        tab={tab}
        sure={sure}
        isRunning={run.isRunning}
        onRun={run.start}
        onClear={() => setOpen({ kind: "clear" })}
        onRevert={() => setOpen({ kind: "revert" })}
        onCommit={commit}
        onAcceptSure={staging.acceptSure}
      />
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <Toolbar
            filters={view.filters}
            band={view.band}
            grouping={view.grouping}
            search={search}
            rows={view.loaded}
          />
          {run.run && (
            <RunStrip run={run.run} isRunning={run.isRunning} onStop={run.stop} onDismiss={run.dismiss} />
          )}
          <QueueList
            view={view}
            pickingId={picking === "selection" ? null : picking}
            staged={staged}
            onCommit={commit}
            acts={{
              onSelect: (row, isRange) => (isRange ? picks.selectTo(row.id) : picks.toggle(row.id)),
              onAccept: accept,
              onKickBack: (row) => void staging.kickBack([row]),
              onWhy: () => setWhyOpen(true),
              onPick: (row, isOpen) => pick(row.id, isOpen),
              onChoose: (row, category) => void staging.choose(tab, [row], category),
              onAcceptAll: (rows) => void staging.accept(rows),
              onChooseForAll: (rows) => {
                picks.selectOnly(rows.map((row) => row.id));
                pick("selection");
              },
            }}
          />
          {selected.length > 0 && (
            <QueueBulk
              tab={tab}
              rows={selected}
              isPicking={picking === "selection"}
              onPick={(isOpen) => pick("selection", isOpen)}
              onAccept={() => void staging.accept(selected)}
              onConfirm={() => void staging.confirm(selected)}
              onKickBack={() => void staging.kickBack(selected)}
              onChoose={(category) => void staging.choose(tab, selected, category)}
              onDelete={removeSelected}
              onClear={picks.clear}
            />
          )}
          <KeyBar tab={tab} />
        </div>
        {editor && current && (
          <EditorDrawer
            key={`${current.id} ${editor.id === current.id ? editor.start : ""}`}
            row={current}
            start={editor.id === current.id ? editor.start : "edit"}
            onClose={() => setEditor(null)}
            onStep={picks.moveBy}
            onDelete={(row) => void removeOne(row)}
          />
        )}
        {isWhyOpen && !editor && current && (
          <WhyDrawer
            row={current}
            onClose={() => setWhyOpen(false)}
            onStep={picks.moveBy}
            footer={
              <WhyFooter
                tab={tab}
                row={current}
                onAccept={() => accept(current)}
                onConfirm={() => void staging.confirm([current])}
                onChange={() => pick(current.id)}
              />
            }
          />
        )}
      </div>
      {open?.kind === "note" && <NoteDialog row={open.row} onClose={close} />}
      {open?.kind === "similar" && <SimilarDialog offer={open.offer} onClose={close} />}
      <Questions
        asked={open?.kind === "clear" || open?.kind === "revert" ? open.kind : null}
        onClose={close}
        onClear={staging.clearPredictions}
        onRevert={staging.revertAll}
      />
    </>
  );
}
