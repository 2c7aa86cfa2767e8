import { Check, CircleCheck, Ellipsis, Eraser, ListX, SearchX, Sparkles } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { Transaction } from "@/api/types";
import { useStats } from "@/entities/app/queries";
import { useCategoryMap } from "@/entities/categories/queries";
import { useRowActions } from "@/entities/transactions/actions";
import { conditionCount } from "@/entities/transactions/filter";
import { NoteDialog } from "@/entities/transactions/note-dialog";
import { SimilarDialog, type SimilarOffer } from "@/entities/transactions/similar-dialog";
import { writeNet } from "@/entities/transactions/sums";
import { useRowFilter } from "@/entities/transactions/use-filter";
import { WhyDrawer } from "@/entities/transactions/why-drawer";
import { today } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatCount } from "@/kit/words";
import { Button, IconButton, LinkButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Confirm } from "@/ui/dialog";
import { EmptyState, FailedState, LoadingRows } from "@/ui/faces";
import { Menu } from "@/ui/menu";
import { PageHeader } from "@/ui/page-header";
import { HeadCell, type RowEntry, RowList } from "@/ui/row-list";
import { Tabs } from "@/ui/tabs";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import { useShown } from "@/ui/use-shown";
import { BANDS, type Grouping, groupRows, proposalOf, type Tab } from "./model";
import { KeyBar } from "./parts/key-bar";
import { QueueBulk } from "./parts/queue-bulk";
import { QueueRow } from "./parts/queue-row";
import { RunStrip } from "./parts/run-strip";
import { Toolbar } from "./parts/toolbar";
import { WhyFooter } from "./parts/why-footer";
import { useQueue, useSureCount } from "./queries";
import { useReviewKeys } from "./review-keys";
import { useStaging } from "./staging";
import { useRun } from "./use-run";
import "./review.css";

/** What is open over the list; only one thing at a time. */
type Open =
  | { kind: "picker"; id: number | "selection" }
  | { kind: "note"; row: Transaction }
  | { kind: "similar"; offer: SimilarOffer }
  | { kind: "clear" | "revert" };

/** The daily loop: new rows, most already decided and saying why, the rest one key each. */
export default function ReviewPage() {
  const filters = useRowFilter();
  const { filter, address } = filters;
  const tab: Tab = address.get("tab") === "staged" ? "staged" : "pending";
  const grouping: Grouping = address.get("group") === "merchant" ? "merchant" : "day";
  const band = BANDS.find((one) => one.value === address.get("confidence"))?.value ?? null;

  const queue = useQueue(tab, filter, { band, needsAll: grouping === "merchant" });
  const stats = useStats().data;
  const sure = useSureCount().data?.count ?? 0;
  const categories = useCategoryMap();
  const groups = useMemo(
    () => groupRows(queue.items, grouping, { isWhole: !queue.hasNextPage, asOf: today() }),
    [queue.items, grouping, queue.hasNextPage],
  );
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const keys = useMemo(() => rows.map((row) => row.id), [rows]);
  const list = useShown(`${tab} ${address}`, queue.isPlaceholderData);
  const picks = usePicks(keys, list);
  const current = rows.find((row) => row.id === picks.current) ?? null;
  const selected = useMemo(() => rows.filter((row) => picks.selected.has(row.id)), [rows, picks.selected]);

  const [open, setOpen] = useState<Open | null>(null);
  const [isWhyOpen, setWhyOpen] = useState(false);
  const close = useCallback(() => setOpen(null), []);
  const offer = useCallback((similar: SimilarOffer) => setOpen({ kind: "similar", offer: similar }), []);
  const staging = useStaging(offer);
  const { removeOne, removeMany } = useRowActions();
  const run = useRun();
  const search = useRef<HTMLInputElement>(null);
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight();

  const pick = (id: number | "selection", isOpen = true) => setOpen(isOpen ? { kind: "picker", id } : null);
  const accept = (row: Transaction) =>
    row.predicted_category_short_desc ? void staging.accept([row]) : pick(row.id);

  useReviewKeys({
    tab,
    picks,
    current,
    selected,
    search,
    staging,
    sure,
    isWhyOpen,
    onAccept: accept,
    onPick: pick,
    onWhy: () => setWhyOpen((now) => !now),
    onNote: (row) => setOpen({ kind: "note", row }),
    onDelete: (row) => void removeOne(row),
    onDeleteMany: (some) => void removeMany(some.map((row) => row.id)),
  });

  const entries = useMemo<RowEntry<Transaction>[]>(
    () =>
      groups.flatMap((group) => [
        {
          kind: "group" as const,
          key: `g-${group.key}`,
          label: (
            <>
              <b>{group.title}</b>
              {group.note}
            </>
          ),
          end: (
            <>
              {grouping === "merchant" && group.rows.length > 1 && (
                <LinkButton
                  className="small"
                  tabIndex={-1}
                  onClick={() => picks.selectMany(group.rows.map((row) => row.id))}
                >
                  Select {group.rows.length}
                </LinkButton>
              )}{" "}
              {writeNet(group.rows)}
            </>
          ),
        },
        ...group.rows.map((row) => ({ kind: "row" as const, key: row.id, item: row })),
      ]),
    [groups, grouping, picks],
  );

  const to = (name: Tab) => `?${name === "staged" ? "tab=staged" : ""}`;
  const staged = stats?.pending_save ?? 0;
  const isNarrowed = conditionCount(filter) > 0 || band !== null;
  const withDay = grouping === "merchant";

  return (
    <>
      <PageHeader title="Review">
        <Tabs
          label="Review phase"
          tabs={[
            {
              label: "To review",
              to: to("pending"),
              isCurrent: tab === "pending",
              count: stats?.pending_review,
            },
            { label: "Staged", to: to("staged"), isCurrent: tab === "staged", count: stats?.pending_save },
          ]}
        />
        <span className="grow" />
        <Menu
          label="More for the queue"
          trigger={<IconButton icon={Ellipsis} label="More for the queue" />}
          items={[
            {
              label: "Categorise what waits",
              icon: Sparkles,
              onSelect: run.start,
              isDisabled: run.isRunning,
            },
            { label: "Clear predictions…", icon: Eraser, onSelect: () => setOpen({ kind: "clear" }) },
            {
              label: "Send all staged back…",
              icon: ListX,
              isDisabled: !staged,
              onSelect: () => setOpen({ kind: "revert" }),
            },
          ]}
        />
        {staged > 0 && (
          <Button
            kind={tab === "staged" ? "primary" : "default"}
            className={tab === "staged" ? undefined : "hide-s"}
            keys={tab === "staged" ? "Mod+Enter" : undefined}
            onClick={staging.commitAll}
          >
            Confirm {formatCount(staged)}
            <span className="hide-s">staged</span>
          </Button>
        )}
        {tab === "pending" && sure > 0 && (
          <Button kind="primary" className="sure" icon={Check} data-key="a" onClick={staging.acceptSure}>
            <span className="hide-s">Accept</span>
            {formatCount(sure)} sure
          </Button>
        )}
      </PageHeader>
      <div className="split">
        <div className="list">
          <Toolbar filters={filters} band={band} grouping={grouping} search={search} rows={queue.items} />
          {run.run && (
            <RunStrip run={run.run} isRunning={run.isRunning} onStop={run.stop} onDismiss={run.dismiss} />
          )}
          {queue.isPending ? (
            <LoadingRows label="Loading rows to review" />
          ) : queue.isError && !queue.data ? (
            <FailedState title="The rows could not be read" error={queue.error} onRetry={queue.refetch} />
          ) : rows.length === 0 ? (
            <Nothing tab={tab} isNarrowed={isNarrowed} onClear={filters.clear} />
          ) : (
            <RowList
              id="queue"
              className={withDay ? "rv rv-dated" : "rv"}
              label={tab === "staged" ? "Staged rows" : "Rows to review"}
              list={list}
              entries={entries}
              rowHeight={rowHeight}
              total={queue.total}
              columns={withDay ? 8 : 7}
              currentKey={picks.current}
              isSelected={(key) => picks.selected.has(Number(key))}
              onCurrent={(key) => picks.moveTo(Number(key))}
              onOpen={() => setWhyOpen(true)}
              onNearEnd={() => queue.hasNextPage && !queue.isFetchingNextPage && void queue.fetchNextPage()}
              head={isPhone ? undefined : <Head withDay={withDay} picks={picks} total={rows.length} />}
              tail={queue.isFetchingNextPage ? <p className="rl-tail">More rows are coming…</p> : null}
              renderRow={(row, isCurrent) => (
                <QueueRow
                  row={row}
                  tab={tab}
                  withDay={withDay}
                  kind={categories.get(proposalOf(row) ?? "")?.kind}
                  isCurrent={isCurrent}
                  isSelected={picks.selected.has(row.id)}
                  isPicking={open?.kind === "picker" && open.id === row.id}
                  onSelect={(one, isRange) => (isRange ? picks.rangeTo(one.id) : picks.toggle(one.id))}
                  onAccept={accept}
                  onKickBack={(one) => void staging.kickBack([one])}
                  onWhy={() => setWhyOpen(true)}
                  onPick={(one, isOpen) => pick(one.id, isOpen)}
                  onChoose={(one, category) => void staging.choose(tab, [one], category)}
                />
              )}
            />
          )}
          {selected.length > 0 && (
            <QueueBulk
              tab={tab}
              rows={selected}
              isPicking={open?.kind === "picker" && open.id === "selection"}
              onPick={(isOpen) => pick("selection", isOpen)}
              onAccept={() => void staging.accept(selected)}
              onConfirm={() => void staging.confirm(selected)}
              onKickBack={() => void staging.kickBack(selected)}
              onChoose={(category) => void staging.choose(tab, selected, category)}
              onDelete={() => void removeMany(selected.map((row) => row.id))}
              onClear={picks.clear}
            />
          )}
          <KeyBar tab={tab} />
        </div>
        {isWhyOpen && current && (
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
      <Confirm
        title="Clear the predictions?"
        isOpen={open?.kind === "clear"}
        onClose={close}
        verb="Clear predictions"
        onConfirm={() => {
          close();
          void staging.clearPredictions();
        }}
      >
        Rows that wait lose their guess until the categoriser looks at them again. What you staged or
        confirmed stays.
      </Confirm>
      <Confirm
        title="Send all staged rows back?"
        isOpen={open?.kind === "revert"}
        onClose={close}
        verb={`Send back ${count(staged, "row")}`}
        onConfirm={() => {
          close();
          void staging.revertAll();
        }}
      >
        They wait for review again, with the guesses they had.
      </Confirm>
    </>
  );
}

function Head({
  withDay,
  picks,
  total,
}: {
  withDay: boolean;
  picks: ReturnType<typeof usePicks<number>>;
  total: number;
}) {
  const isAll = picks.selected.size === total;
  return (
    <>
      <HeadCell className="k">
        <Checkbox
          label={`Select all ${count(total, "row")}`}
          checked={isAll}
          isPartly={picks.selected.size > 0 && !isAll}
          onChange={() => (isAll ? picks.clear() : picks.selectAll())}
        />
      </HeadCell>
      {withDay && <HeadCell>Date</HeadCell>}
      <HeadCell>Merchant and bank text</HeadCell>
      <HeadCell className="ac">Account</HeadCell>
      <HeadCell className="am r">Amount</HeadCell>
      <HeadCell>Category</HeadCell>
      <HeadCell>Decided by</HeadCell>
      <HeadCell className="go">
        <span className="sr">Act</span>
      </HeadCell>
    </>
  );
}

function Nothing({ tab, isNarrowed, onClear }: { tab: Tab; isNarrowed: boolean; onClear: () => void }) {
  if (isNarrowed)
    return (
      <EmptyState icon={SearchX} title="No row fits" act={<Button onClick={onClear}>Show all again</Button>}>
        Other rows may wait outside these filters.
      </EmptyState>
    );
  if (tab === "staged")
    return (
      <EmptyState
        icon={CircleCheck}
        title="Nothing is staged"
        act={
          <Link className="btn" to="?">
            See what waits
          </Link>
        }
      >
        Rows you accept gather here until you confirm them.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing to review"
      act={
        <Link className="btn" to="/import">
          Import a file
        </Link>
      }
    >
      Every row has its place.
    </EmptyState>
  );
}
