import { Bookmark, FileText, History, RefreshCw, RotateCcw, RotateCw, SearchX, User } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { useDebounced } from "@/kit/use-debounced";
import { count, formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { SearchField } from "@/ui/field";
import { Icon } from "@/ui/icon";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import styles from "./history.module.css";
import { type Entry, keyOf, type Line, linesOf } from "./model";
import { ChangeDrawer } from "./parts/change-drawer";
import { GoBackDialog } from "./parts/go-back-dialog";
import { useHistory, useHistoryActions } from "./queries";

const PAUSE_MS = 150;

/** Everything that was done, also before the last restart: each step can be undone, and one can go back in time. */
export default function HistoryPage() {
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim(), PAUSE_MS);
  const history = useHistory(search);
  const actions = useHistoryActions();
  const [openId, setOpenId] = useState<number | null>(null);
  const [point, setPoint] = useState<Extract<Line, { kind: "point" }> | null>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const entries = useMemo(() => history.data?.pages.flat() ?? [], [history.data]);
  const isComplete = history.isSuccess && !history.hasNextPage && !search;
  const lines = useMemo(() => linesOf(entries, isComplete), [entries, isComplete]);
  const open = (entry: Entry) => setOpenId(entry.kind === "change" ? entry.id : null);
  const newest = entries.find((entry) => entry.undone_at === null);
  const withSelected = (act: (entry: Entry) => void) => () => {
    const entry = entries.find((one) => keyOf(one) === current);
    if (entry) act(entry);
  };
  const { current, moveTo } = useCurrent(entries.map(keyOf), [
    { keys: ["Enter", "o"], label: "Show every value before and after", run: withSelected(open) },
    {
      keys: "u",
      label: "Undo the selected step",
      run: withSelected((entry) => entry.undone_at === null && void actions.undo(entry)),
    },
    {
      keys: "Shift+u",
      label: "Redo the selected step",
      run: withSelected(
        (entry) => entry.undone_at !== null && entry.kind === "change" && void actions.redo(entry),
      ),
    },
    { keys: "/", label: "Search", run: () => searchBox.current?.focus() },
  ]);

  return (
    <>
      <PageHeader title="History">
        <Tabs
          label="Views"
          tabs={[
            { label: "Changes", to: "/history", isCurrent: true },
            { label: "Syncs", to: "/sync-history", isCurrent: false },
            { label: "Deleted", to: "/deleted-transactions", isCurrent: false },
          ]}
        />
        <span className="grow" />
        <Button icon={RotateCcw} disabled={!newest} onClick={() => newest && void actions.undo(newest)}>
          Undo last
        </Button>
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <div className={layoutStyles.toolbar}>
            <SearchField label="Search the history" value={typed} onChange={setTyped} inputRef={searchBox} />
            <span className="small muted tabular" role="status">
              {history.isSuccess && count(entries.length, history.hasNextPage ? "newest step" : "step")}
            </span>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Steps">
            {history.isPending ? (
              <LoadingRows label="Loading the history" />
            ) : history.isError ? (
              <FailedState
                title="The history could not be read"
                error={history.error}
                onRetry={history.refetch}
              />
            ) : entries.length === 0 ? (
              search ? (
                <EmptyState icon={SearchX} title={`No step has “${search}”`} />
              ) : (
                <EmptyState icon={History} title="Nothing has been changed">
                  Everything you do appears here and can be undone, also after a restart.
                </EmptyState>
              )
            ) : (
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col" className={styles.time}>
                      Time
                    </th>
                    <th scope="col" className={styles.kind}>
                      Kind
                    </th>
                    <th scope="col">What</th>
                    <th scope="col" className={styles.touched}>
                      Touched
                    </th>
                    <th scope="col" className={styles.act}>
                      <span className="visually-hidden">Undo</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <LineRow
                      key={line.key}
                      line={line}
                      isCurrent={line.key === current}
                      onOpen={(entry) => {
                        moveTo(keyOf(entry));
                        open(entry);
                      }}
                      onUndo={(entry) => void actions.undo(entry)}
                      onRedo={(entry) => void actions.redo(entry)}
                      onGoBack={setPoint}
                    />
                  ))}
                </tbody>
              </table>
            )}
            {history.hasNextPage && (
              <p className={styles.more}>
                <Button disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                  Show earlier steps
                </Button>
              </p>
            )}
          </div>
        </div>
        {openId !== null && (
          <ChangeDrawer
            key={openId}
            id={openId}
            onUndo={() => {
              const entry = entries.find((one) => one.kind === "change" && one.id === openId);
              setOpenId(null);
              if (entry) void actions.undo(entry);
            }}
            onClose={() => setOpenId(null)}
          />
        )}
      </div>
      {point && (
        <GoBackDialog
          label={point.label}
          before={point.before}
          onGo={() => {
            setPoint(null);
            void actions.goBack(point.before);
          }}
          onClose={() => setPoint(null)}
        />
      )}
    </>
  );
}

function timeOf(moment: string): string {
  return new Date(moment).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
}

const KINDS = {
  change: { name: "You", icon: User },
  import: { name: "Import", icon: FileText },
  sync: { name: "Sync", icon: RefreshCw },
} as const;

interface LineProps {
  line: Line;
  isCurrent: boolean;
  onOpen: (entry: Entry) => void;
  onUndo: (entry: Entry) => void;
  onRedo: (entry: Entry) => void;
  onGoBack: (point: Extract<Line, { kind: "point" }>) => void;
}

function LineRow({ line, isCurrent, onOpen, onUndo, onRedo, onGoBack }: LineProps) {
  if (line.kind === "day")
    return (
      <tr className={styles.day}>
        <th scope="rowgroup" colSpan={3}>
          {formatDay(line.day)}
        </th>
        <td className={styles.touched} colSpan={2} />
      </tr>
    );
  if (line.kind === "point")
    return (
      <tr className={styles.point}>
        <td className={styles.time} />
        <td className={styles.kind} />
        <td>
          <Icon of={Bookmark} small /> {line.label}
        </td>
        <td className={styles.touched} />
        <td className={styles.act}>
          <Button kind="ghost" small onClick={() => onGoBack(line)}>
            Go back here
          </Button>
        </td>
      </tr>
    );
  const { entry } = line;
  return (
    <tr
      className={cx(entry.undone_at !== null && styles.undone)}
      data-row={line.key}
      data-current={isCurrent}
    >
      <td className={cx(styles.time, "small muted tabular")}>{timeOf(entry.at)}</td>
      <td className={cx(styles.kind, "small")}>
        <Icon of={KINDS[entry.kind].icon} />
        {KINDS[entry.kind].name}
      </td>
      <td>
        {entry.kind === "change" ? (
          <button type="button" className={styles.open} onClick={() => onOpen(entry)}>
            {entry.summary}
          </button>
        ) : (
          <span className={styles.open}>{entry.summary}</span>
        )}{" "}
        {entry.detail && <span className="small muted">{entry.detail}</span>}
      </td>
      <td className={styles.touched}>{entry.touched === null ? "many" : formatCount(entry.touched)}</td>
      <td className={styles.act}>
        {entry.undone_at === null ? (
          <Button
            kind="ghost"
            small
            icon={RotateCcw}
            aria-label={`Undo ${entry.summary}`}
            onClick={() => onUndo(entry)}
          >
            Undo
          </Button>
        ) : (
          <span className="inline-row">
            <span className="small muted">undone</span>
            {entry.kind === "change" && (
              <Button
                kind="ghost"
                small
                icon={RotateCw}
                aria-label={`Redo ${entry.summary}`}
                onClick={() => onRedo(entry)}
              >
                Redo
              </Button>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}
