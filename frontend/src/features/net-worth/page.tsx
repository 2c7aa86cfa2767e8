import { Landmark, Plus } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { ManualAsset, NetWorth } from "@/api/types";
import { useToday } from "@/entities/app/queries";
import { loadInvestmentFigure } from "@/entities/investments/figures";
import type { Figure } from "@/kit/figure";
import { Button, classOf } from "@/ui/button";
import { explainFigure, FigureSourceProvider } from "@/ui/explain-figure";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { toastNote } from "@/ui/toast";
import { useCurrent } from "@/ui/use-current";
import { type Breakdown, CHANGES, type ChangePeriod, fromOf, RANGES, type Range, sinceOf } from "./model";
import styles from "./net-worth.module.css";
import { AssetDialog } from "./parts/asset-dialog";
import { Drivers } from "./parts/drivers";
import { Headline } from "./parts/headline";
import { HistoryTable } from "./parts/history-table";
import { ItemsTable } from "./parts/items-table";
import { OnlyFilter } from "./parts/only-filter";
import { Things } from "./parts/things";
import { ValueDialog } from "./parts/value-dialog";
import { WorthChart } from "./parts/worth-chart";
import { useDrivers, useHistory, useManualAssets, useNetWorth } from "./queries";

const RANGE_LABELS: Record<Range, string> = {
  "6m": "6 m",
  "1y": "1 y",
  "2y": "2 y",
  "5y": "5 y",
  all: "All",
};

type Open = { kind: "add" } | { kind: "edit" | "value"; asset: ManualAsset };

/** What one owns and owes, since when that is known, and why it changed. */
export default function NetWorthPage() {
  const today = useToday();
  const [view, put] = useView();
  const [params, setParams] = useSearchParams();
  const only = params.get("only");
  const setOnly = (next: string | null) =>
    setParams((now) => {
      const changed = new URLSearchParams(now);
      if (next === null) changed.delete("only");
      else changed.set("only", next);
      return changed;
    });
  const worth = useNetWorth(only);
  const history = useHistory(sinceOf(view.range, today), only);
  const drivers = useDrivers(fromOf(view.change, today, history.data?.first_on ?? null), only);
  const assets = useManualAssets().data ?? [];
  const [open, setOpen] = useState<Open | null>(null);
  const { current, moveTo } = useNetWorthKeys(worth.data, assets, view, put, setOpen);
  const isEmpty = worth.data?.items.length === 0 && assets.length === 0 && only === null;
  return (
    <>
      <PageHeader title="Net worth">
        <Segmented
          label="Range"
          value={view.range}
          segments={RANGES.map((range) => ({ value: range, label: RANGE_LABELS[range] }))}
          onChange={(range) => put({ range })}
        />
        <OnlyFilter only={only} onOnly={setOnly} />
        <span className="grow" />
        <Segmented
          label="Show as"
          className="hide-on-phone"
          value={view.show}
          segments={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={(show) => put({ show })}
        />
        <Button kind="primary" icon={Plus} keys="a" onClick={() => setOpen({ kind: "add" })}>
          Add
        </Button>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Net worth">
        {worth.isPending ? (
          <LoadingRows label="Loading net worth" />
        ) : worth.isError ? (
          <FailedState title="Net worth could not be loaded" error={worth.error} onRetry={worth.refetch} />
        ) : isEmpty ? (
          <Nothing onAdd={() => setOpen({ kind: "add" })} />
        ) : (
          <FigureSourceProvider value={(id) => figureOf(worth.data, id)}>
            <section className={styles.top} aria-labelledby="h-net-worth">
              <Headline worth={worth.data} />
              {history.isError ? (
                <FailedState
                  title="History could not be read"
                  error={history.error}
                  onRetry={history.refetch}
                />
              ) : (
                history.data &&
                (view.show === "chart" ? (
                  <WorthChart history={history.data} />
                ) : (
                  <HistoryTable history={history.data} />
                ))
              )}
            </section>
            {drivers.isError ? (
              <FailedState
                title="The change could not be computed"
                error={drivers.error}
                onRetry={drivers.refetch}
              />
            ) : (
              drivers.data && (
                <Drivers drivers={drivers.data} period={view.change} onPeriod={(change) => put({ change })} />
              )
            )}
            <ItemsTable
              worth={worth.data}
              by={view.by}
              onBy={(by) => put({ by })}
              current={current}
              onCurrent={moveTo}
            />
            {assets.length > 0 && only === null && (
              <Things
                assets={assets}
                items={worth.data.items}
                onEdit={(asset) => setOpen({ kind: "edit", asset })}
                onValue={(asset) => setOpen({ kind: "value", asset })}
              />
            )}
          </FigureSourceProvider>
        )}
      </div>
      {open?.kind === "value" ? (
        <ValueDialog asset={open.asset} onClose={() => setOpen(null)} />
      ) : (
        open && <AssetDialog asset={open.kind === "edit" ? open.asset : null} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** The figure that a term names: of this page, or of investments. */
async function figureOf(worth: NetWorth, id: string): Promise<Figure | null> {
  const shown = [...worth.groups, ...worth.items].find(({ figure }) => figure.id === id);
  if (shown) return shown.figure;
  return id.startsWith("investments.") ? loadInvestmentFigure(id) : null;
}

interface View {
  range: Range;
  show: "chart" | "table";
  change: ChangePeriod;
  by: Breakdown;
}

const DEFAULTS: View = { range: "2y", show: "chart", change: "1y", by: "group" };
const ALLOWED: { [K in keyof View]: readonly View[K][] } = {
  range: RANGES,
  show: ["chart", "table"],
  change: CHANGES,
  by: ["group", "kind", "currency", "owner"],
};

/** What is shown stands in the address, so that it can be gone back to. */
function useView(): [View, (change: Partial<View>) => void] {
  const [params, setParams] = useSearchParams();
  const pick = <K extends keyof View>(name: K): View[K] =>
    ALLOWED[name].find((value) => value === params.get(name)) ?? DEFAULTS[name];
  const view = { range: pick("range"), show: pick("show"), change: pick("change"), by: pick("by") };
  const put = (change: Partial<View>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(change)) {
          if (value === DEFAULTS[name as keyof View]) next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return [view, put];
}

function useNetWorthKeys(
  worth: NetWorth | undefined,
  assets: readonly ManualAsset[],
  view: View,
  put: (change: Partial<View>) => void,
  setOpen: (open: Open) => void,
) {
  const keys = (worth?.items ?? []).map((item) => item.key);
  const assetOf = (key: string | null) => assets.find(({ id }) => key === `asset:${id}`);
  const { current, moveTo } = useCurrent(keys, [
    {
      keys: ["e", "Enter"],
      label: "Explain the amount of the line",
      run: () => explainFigure(`net_worth.${current ?? "total"}`),
    },
    { keys: "=", label: "Explain the total", run: () => explainFigure("net_worth.total") },
    {
      keys: "v",
      label: "New value of the thing on the line",
      run: () => {
        const asset = assetOf(current);
        if (asset) setOpen({ kind: "value", asset });
        else toastNote("Go to a thing that is kept by hand first.");
      },
    },
    { keys: "a", label: "Add something you own or owe", run: () => setOpen({ kind: "add" }) },
    {
      keys: "t",
      label: "Chart or table",
      run: () => put({ show: view.show === "chart" ? "table" : "chart" }),
    },
    ...RANGES.map((range, at) => ({
      keys: String(at + 1),
      label: `Range: ${RANGE_LABELS[range]}`,
      run: () => put({ range }),
    })),
  ]);
  return { current, moveTo };
}

function Nothing({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      icon={Landmark}
      title="Nothing to add up yet"
      act={
        <span className="inline-row">
          <Link className={classOf("primary")} to="/accounts">
            Add an account
          </Link>
          <Button onClick={onAdd}>Add something you own</Button>
        </span>
      }
    >
      Net worth is what your accounts and things are worth, less what you owe.
    </EmptyState>
  );
}
