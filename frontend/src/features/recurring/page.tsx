import { Plus, Repeat, Rss } from "lucide-react";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useBaseCurrency, useToday } from "@/entities/app/queries";
import { addDays } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { Figure } from "@/ui/amount";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { FigureStrip } from "@/ui/figure-strip";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import { type Found, groupsOf, type Series } from "./model";
import { Calendar } from "./parts/calendar";
import { FeedDialog } from "./parts/feed-dialog";
import { MergeDialog } from "./parts/merge-dialog";
import { MonthsTable } from "./parts/months-table";
import { SeriesDialog } from "./parts/series-dialog";
import { FoundDrawer, SeriesDrawer } from "./parts/series-drawer";
import { foundKey, keyOf, SeriesTable } from "./parts/series-table";
import { type SeriesList, useComing, useFound, useMonths, useSeries, useSeriesActions } from "./queries";

const STATUSES = ["active", "ended", "ignored"] as const;
const VIEWS = ["list", "months", "calendar"] as const;
type View = (typeof VIEWS)[number];

type Open =
  | { kind: "add" | "feed" }
  | { kind: "edit"; series: Series }
  | { kind: "merge"; what: Series | Found };

/** What repeats: what it costs a year, what comes next, what changed; found series wait to be confirmed. */
export default function RecurringPage() {
  const today = useToday();
  const currency = useBaseCurrency();
  const { status, view, opened, put } = useAddress();
  const list = useSeries(status);
  const everyFound = useFound().data ?? NO_FOUND;
  const found = status === "active" ? everyFound : NO_FOUND;
  const months = useMonths(view === "months");
  const actions = useSeriesActions();
  const [open, setOpen] = useState<Open | null>(null);
  const items = list.data?.items ?? NO_SERIES;
  const keys = useMemo(
    () => [...found.map(foundKey), ...groupsOf(items).flatMap(({ series }) => series.map(keyOf))],
    [found, items],
  );
  const series = items.find((each) => keyOf(each) === opened);
  const candidate = found.find((each) => foundKey(each) === opened);
  const show = (key: string | null) => put({ open: key });
  const { current, moveTo } = useCurrent(view === "list" ? keys : [], [
    { keys: "Enter", label: "Open or confirm", run: () => actOnCurrent() },
    { keys: "i", label: "Ignore what was found", run: () => ignoreCurrent() },
    { keys: "n", label: "Add a scheduled payment", run: () => setOpen({ kind: "add" }) },
    {
      keys: "v",
      label: "Next view",
      run: () => put({ view: VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] }),
    },
  ]);
  const foundAt = (key: string | null) => found.find((each) => foundKey(each) === key);
  const actOnCurrent = () => {
    const rhythm = foundAt(current);
    if (rhythm && opened === current) void actions.confirm(rhythm).then(() => show(null));
    else show(current);
  };
  const ignoreCurrent = () => {
    const rhythm = foundAt(current);
    if (rhythm) void actions.ignore(rhythm);
  };
  const isEmpty = list.isSuccess && items.length === 0 && found.length === 0;

  return (
    <>
      <PageHeader title="Recurring">
        <Tabs
          label="Series"
          tabs={STATUSES.map((name) => ({
            label: TAB_LABELS[name],
            to: name === "active" ? "/recurring" : `/recurring?status=${name}`,
            isCurrent: name === status,
            count: list.data?.counts[name],
          }))}
        />
        <span className="grow" />
        <Button icon={Rss} className="hide-on-phone" onClick={() => setOpen({ kind: "feed" })}>
          Calendar feed
        </Button>
        <Button kind="primary" icon={Plus} keys="n" onClick={() => setOpen({ kind: "add" })}>
          Add
        </Button>
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          {list.data && !isEmpty && status === "active" && <Strip list={list.data} currency={currency} />}
          {!isEmpty && status === "active" && (
            <div className={layoutStyles.toolbar}>
              <Segmented
                label="View"
                value={view}
                segments={[
                  { value: "list", label: "List" },
                  { value: "months", label: "Months" },
                  { value: "calendar", label: "Calendar" },
                ]}
                onChange={(next) => put({ view: next })}
              />
              <span className="grow" />
              <NextThirtyDays today={today} currency={currency} />
            </div>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Recurring">
            {list.isPending ? (
              <LoadingRows label="Loading series" />
            ) : list.isError ? (
              <FailedState title="Series could not be worked out" error={list.error} onRetry={list.refetch} />
            ) : isEmpty ? (
              <Nothing status={status} onAdd={() => setOpen({ kind: "add" })} />
            ) : view === "months" && status === "active" ? (
              months.data ? (
                <MonthsTable months={months.data} series={items} />
              ) : (
                <LoadingRows label="Loading months" />
              )
            ) : view === "calendar" && status === "active" ? (
              <Calendar currency={currency} onOpen={(id) => show(`s${id}`)} />
            ) : (
              <SeriesTable
                found={found}
                series={items}
                asOf={list.data.as_of}
                current={current}
                onOpen={(key) => {
                  moveTo(key);
                  show(key);
                }}
                onConfirm={(each) => void actions.confirm(each)}
                onIgnore={(each) => void actions.ignore(each)}
              />
            )}
          </div>
        </div>
        {series && (
          <SeriesDrawer
            series={series}
            onClose={() => show(null)}
            onEdit={() => setOpen({ kind: "edit", series })}
            onMerge={() => setOpen({ kind: "merge", what: series })}
            onEnd={() => void actions.end(series, today).then(() => show(null))}
            onBack={() =>
              void actions
                .setStatus(series, "active", `${series.name} is active again`)
                .then(() => show(null))
            }
            onRemove={() => void actions.remove(series).then(() => show(null))}
          />
        )}
        {candidate && (
          <FoundDrawer
            found={candidate}
            onClose={() => show(null)}
            onConfirm={() => void actions.confirm(candidate).then(() => show(null))}
            onIgnore={() => void actions.ignore(candidate).then(() => show(null))}
            onMerge={() => setOpen({ kind: "merge", what: candidate })}
          />
        )}
      </div>
      {open?.kind === "add" && <SeriesDialog series={null} onClose={() => setOpen(null)} />}
      {open?.kind === "edit" && <SeriesDialog series={open.series} onClose={() => setOpen(null)} />}
      {open?.kind === "feed" && <FeedDialog onClose={() => setOpen(null)} />}
      {open?.kind === "merge" && (
        <MergeDialog
          what={open.what}
          into={items}
          onClose={() => setOpen(null)}
          onMerge={(into) =>
            void ("id" in open.what ? actions.merge(open.what, into) : actions.addTo(open.what, into)).then(
              () => show(keyOf(into)),
            )
          }
        />
      )}
    </>
  );
}

const NO_FOUND: readonly Found[] = [];
const NO_SERIES: readonly Series[] = [];
const TAB_LABELS = { active: "Active", ended: "Ended", ignored: "Ignored" } as const;

/** What is shown stands in the address. */
function useAddress() {
  const [params, setParams] = useSearchParams();
  const status = STATUSES.find((name) => name === params.get("status")) ?? "active";
  const view = VIEWS.find((name) => name === params.get("view")) ?? "list";
  const put = (changes: { view?: View; open?: string | null }) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value && value !== "list") next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { status, view, opened: params.get("open"), put };
}

function Strip({ list, currency }: { list: SeriesList; currency: string }) {
  const [cost, ...parts] = list.figures.filter(
    ({ id }) => id !== "recurring.year.income" && id !== "recurring.rise",
  );
  const rise = list.figures.find(({ id }) => id === "recurring.rise");
  if (!cost) return null;
  return (
    <FigureStrip
      label="What it costs a year"
      figures={[
        {
          label: cost.label,
          isAnswer: true,
          value: (
            <ExplainFigure figure={cost}>
              {typeof cost.value === "number" ? (
                <Figure minor={cost.value} currency={currency} />
              ) : (
                "No value"
              )}
            </ExplainFigure>
          ),
          note:
            typeof cost.value === "number"
              ? `${formatFlow(Math.round(cost.value / 12), currency)} a month on average`
              : undefined,
        },
        ...parts.map((figure, at) => ({
          label: figure.terms.length ? `${figure.label}, ${figure.terms.length}` : figure.label,
          operator: at === 0 ? ("=" as const) : ("+" as const),
          value: <ExplainFigure figure={figure} />,
        })),
        ...(rise
          ? [{ label: rise.label, isBeside: true, value: <ExplainFigure figure={rise} />, note: "a year" }]
          : []),
      ]}
    />
  );
}

function NextThirtyDays({ today, currency }: { today: string; currency: string }) {
  const coming = useComing(today, addDays(today, 30)).data ?? [];
  const paid = coming.filter((entry) => entry.currency === currency && entry.amount_minor !== null);
  const out = paid.reduce((sum, { amount_minor }) => sum + Math.max(0, amount_minor ?? 0), 0);
  const into = paid.reduce((sum, { amount_minor }) => sum + Math.max(0, -(amount_minor ?? 0)), 0);
  return (
    <span className="small muted tabular hide-on-phone">
      Next 30 days: out {formatFlow(out, currency)}
      {into > 0 && `, in ${formatFlow(-into, currency)}`}
    </span>
  );
}

function Nothing({ status, onAdd }: { status: Series["status"]; onAdd: () => void }) {
  if (status !== "active")
    return (
      <EmptyState icon={Repeat} title={status === "ended" ? "No series has ended" : "Nothing is ignored"} />
    );
  return (
    <EmptyState
      icon={Repeat}
      title="No series found yet"
      act={
        <Button icon={Plus} keys="n" onClick={onAdd}>
          Add one by hand
        </Button>
      }
    >
      A payment counts as recurring after it came 3 times.
    </EmptyState>
  );
}
