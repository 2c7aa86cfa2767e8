import { CircleCheck, RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { BankNotices } from "@/entities/banks/bank-notices";
import { useBankActions, useConnections, useSyncState } from "@/entities/banks/queries";
import { triggerName } from "@/entities/banks/sync-words";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Button, classOf } from "@/ui/button";
import { Choices, FilterButton } from "@/ui/filter-button";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useCurrent } from "@/ui/use-current";
import { daysOf, filterIn, type Only, TRIGGERS } from "./model";
import { DayStrips } from "./parts/day-strips";
import { DoubtfulList } from "./parts/doubtful-list";
import { SyncDrawer } from "./parts/sync-drawer";
import { SyncTable, syncKey } from "./parts/sync-table";
import { useDoubtful, useSyncHistory, useSyncSummary } from "./queries";
import styles from "./sync-history.module.css";

const DAYS = 30;
const VIEWS = [
  { value: "all", label: "All" },
  { value: "changes", label: "With changes" },
  { value: "trouble", label: "With trouble" },
] as const;

/** Every sync: who asked, what it changed, and (in the drawer) what became of each row. */
export default function SyncHistoryPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const history = useSyncHistory(filter);
  const summary = useSyncSummary(DAYS).data;
  const connections = useConnections().data ?? [];
  const questions = useDoubtful().data?.length ?? 0;
  const isRunning = (useSyncState().data?.running.length ?? 0) > 0;
  const actions = useBankActions();
  const entries = useMemo(() => history.data?.pages.flat() ?? [], [history.data]);
  const days = useMemo(() => daysOf(entries), [entries]);
  const openId = Number(params.get("sync")) || null;
  const set = (changes: Readonly<Record<string, string | null>>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const openAt = (at: number) => {
    const entry = entries[at];
    if (entry) set({ sync: String(entry.id) });
  };
  const { current, moveTo } = useCurrent(entries.map(syncKey), [
    {
      keys: ["Enter", "o"],
      label: "Show what it changed",
      run: () => openAt(entries.findIndex((entry) => syncKey(entry) === current)),
    },
    { keys: ["y", "Shift+y"], label: "Sync all banks", run: () => void actions.syncAll() },
  ]);
  const openIndex = entries.findIndex((entry) => entry.id === openId);
  const bank = connections.find(({ id }) => id === filter.connectionId);
  const hasNone = history.isSuccess && !entries.length;
  const isFiltered = filter.only !== null || filter.connectionId !== null || filter.trigger !== null;

  return (
    <>
      <PageHeader
        title="Sync history"
        about={summary && count(summary.syncs, `sync in ${DAYS} days`, `syncs in ${DAYS} days`)}
      >
        <span className="grow" />
        {connections.length > 0 && (
          <Button icon={RefreshCw} keys="y" disabled={isRunning} onClick={() => void actions.syncAll()}>
            {isRunning ? "Syncing…" : "Sync all"}
          </Button>
        )}
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <BankNotices />
          {summary && connections.length > 0 && <DayStrips summary={summary} connections={connections} />}
          <div className={layoutStyles.toolbar}>
            <Segmented
              label="Show"
              value={filter.only ?? "all"}
              segments={[
                ...VIEWS,
                ...(questions || filter.only === "questions"
                  ? [{ value: "questions" as const, label: "Questions", count: questions }]
                  : []),
              ]}
              onChange={(only: Exclude<Only, null> | "all") =>
                set({ only: only === "all" ? null : only, sync: null })
              }
            />
            {filter.only !== "questions" && (
              <>
                <FilterButton
                  name="Bank"
                  chosen={bank?.name ?? null}
                  onClear={() => set({ connection: null })}
                >
                  {(close) => (
                    <Choices
                      label="Bank"
                      value={filter.connectionId === null ? null : String(filter.connectionId)}
                      options={connections.map(({ id, name }) => ({ value: String(id), label: name }))}
                      onChoose={(id) => {
                        set({ connection: id });
                        close();
                      }}
                    />
                  )}
                </FilterButton>
                <FilterButton
                  name="Asked by"
                  className={styles.wide}
                  chosen={filter.trigger && triggerName(filter.trigger)}
                  onClear={() => set({ trigger: null })}
                >
                  {(close) => (
                    <Choices
                      label="Asked by"
                      value={filter.trigger}
                      options={TRIGGERS.map((trigger) => ({ value: trigger, label: triggerName(trigger) }))}
                      onChoose={(trigger) => {
                        set({ trigger });
                        close();
                      }}
                    />
                  )}
                </FilterButton>
              </>
            )}
            <span className="grow" />
            <span className={cx(styles.note, styles.wide)}>every 4 hours while the app or its tray runs</span>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Syncs">
            {filter.only === "questions" ? (
              <DoubtfulList />
            ) : history.isPending ? (
              <LoadingRows label="Loading syncs" />
            ) : history.isError ? (
              <FailedState
                title="The list could not be loaded"
                error={history.error}
                onRetry={history.refetch}
              />
            ) : hasNone && !isFiltered ? (
              <EmptyState
                icon={RefreshCw}
                title="No bank has been synced yet"
                act={
                  <Link className={classOf("primary")} to="/accounts/connect">
                    Connect a bank
                  </Link>
                }
              >
                Connect a bank; then every sync and what it changed is listed here.
              </EmptyState>
            ) : hasNone ? (
              <EmptyState
                icon={CircleCheck}
                title={filter.only === "trouble" ? "Every sync went well" : "No sync fits these filters"}
              />
            ) : (
              <>
                <SyncTable
                  days={days}
                  current={current}
                  openId={openId}
                  onOpen={(entry) => {
                    moveTo(syncKey(entry));
                    set({ sync: String(entry.id) });
                  }}
                />
                {history.hasNextPage && (
                  <p className={styles.more}>
                    <Button
                      disabled={history.isFetchingNextPage}
                      onClick={() => void history.fetchNextPage()}
                    >
                      Show earlier syncs
                    </Button>
                  </p>
                )}
              </>
            )}
          </div>
          {summary && summary.syncs > 0 && (
            <div className={layoutStyles.footer}>
              <span>
                <b>{count(summary.added, "new", "new")}</b>, <b>{summary.settled}</b> settled,{" "}
                <b>{summary.removed}</b> taken back in {DAYS} days
              </span>
            </div>
          )}
        </div>
        {openId !== null && (
          <SyncDrawer
            key={openId}
            id={openId}
            onClose={() => set({ sync: null })}
            onLater={openIndex > 0 ? () => openAt(openIndex - 1) : null}
            onEarlier={openIndex >= 0 && openIndex < entries.length - 1 ? () => openAt(openIndex + 1) : null}
          />
        )}
      </div>
    </>
  );
}
