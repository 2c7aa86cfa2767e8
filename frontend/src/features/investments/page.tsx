import { Landmark, Plus, TrendingUp, TriangleAlert, Upload, Wallet } from "lucide-react";
import { useCallback, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useToday } from "@/entities/app/queries";
import { loadInvestmentFigure } from "@/entities/investments/figures";
import { formatDay } from "@/kit/dates";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { FigureSourceProvider } from "@/ui/explain-figure";
import { Menu } from "@/ui/menu";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import styles from "./investments.module.css";
import { PERIOD_NAMES, PERIODS, type Period, startOf, WAYS, type Way } from "./model";
import { Accounts } from "./parts/accounts";
import { ActivityList } from "./parts/activity-list";
import { AddDialogs, type AddKind } from "./parts/add-dialogs";
import { AllocationSection } from "./parts/allocation";
import { DividendsByHolding, DividendsByMonth } from "./parts/dividends";
import { HoldingsTable } from "./parts/holdings-table";
import { PerformanceSection } from "./parts/performance";
import { PortfolioPicker } from "./parts/portfolio-picker";
import { RebalanceDialog } from "./parts/rebalance-dialog";
import { TargetsDialog } from "./parts/targets-dialog";
import { ValueLead } from "./parts/value-lead";
import {
  useAccounts,
  useHoldings,
  useInvestmentActions,
  usePerformance,
  usePriceSource,
  useSummary,
} from "./queries";

type Open = AddKind | "rebalance" | "targets" | null;

/** What the investments are worth, how they did, and by which holdings. */
export default function InvestmentsPage() {
  const [address, setAddress] = useSearchParams();
  const navigate = useNavigate();
  const today = useToday();
  const actions = useInvestmentActions();
  const [open, setOpen] = useState<Open>(null);
  const [isPicking, setPicking] = useState(false);
  const asked = address.get("period");
  const period = PERIODS.find((one) => one === asked) ?? "1y";
  const way = WAYS.find((one) => one === address.get("by")) ?? "class";
  const portfolio = Number(address.get("portfolio")) || null;
  const change = (name: string, value: string | null) =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const setPeriod = (next: Period) => change("period", next === "1y" ? null : next);

  const summary = useSummary(portfolio);
  const holdings = useHoldings(portfolio);
  const performance = usePerformance(portfolio, startOf(period, today));
  const accounts = useAccounts();
  const prices = usePriceSource();
  const failures = prices.data && prices.data.source !== "off" ? Object.entries(prices.data.failed) : [];
  useShortcuts("Investments", [
    ...PERIODS.map((one, at) => ({
      keys: String(at + 1),
      label: PERIOD_NAMES[one],
      run: () => setPeriod(one),
    })),
    { keys: "a", label: "Add an activity", run: () => setOpen("activity") },
    { keys: "f", label: "Choose a portfolio", run: () => setPicking(true) },
    { keys: "w", label: "What if I rebalance", run: () => setOpen("rebalance") },
  ]);
  const figureSource = useCallback((id: string) => loadInvestmentFigure(id, portfolio), [portfolio]);
  const isEmpty = accounts.data?.accounts.length === 0;

  return (
    <>
      <PageHeader title="Investments">
        <Segmented
          label="Period"
          className={styles.periods}
          value={period}
          segments={PERIODS.map((value) => ({ value, label: PERIOD_NAMES[value] }))}
          onChange={setPeriod}
        />
        <span className="grow" />
        {summary.data?.last_updated && (
          <span className={`small muted ${styles.pricesOf}`}>
            Prices of {formatDay(summary.data.last_updated)}
          </span>
        )}
        <PortfolioPicker
          value={portfolio}
          isOpen={isPicking}
          onOpenChange={setPicking}
          onChoose={(id) => change("portfolio", id === null ? null : String(id))}
          onNew={() => setOpen("portfolio")}
        />
        <Menu
          label="Add"
          trigger={
            <Button kind="primary" icon={Plus} data-key="a">
              Add
            </Button>
          }
          items={[
            { label: "Activity", keys: "a", onSelect: () => setOpen("activity") },
            { label: "Holding", onSelect: () => setOpen("holding") },
            { label: "Account", onSelect: () => setOpen("account") },
            null,
            { label: "Connect a broker", onSelect: () => void navigate("/investments/connect") },
            { label: "Broker file", onSelect: () => void navigate("/investments/import") },
            ...(prices.data && prices.data.source !== "off"
              ? [{ label: "Fetch prices now", onSelect: () => void actions.refreshPrices() }]
              : []),
            { label: "Prices from a file", onSelect: () => setOpen("prices") },
            { label: "Targets", onSelect: () => setOpen("targets") },
          ]}
        />
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Investments">
        {accounts.isPending || summary.isPending ? (
          <LoadingRows label="Loading investments" />
        ) : accounts.isError || summary.isError ? (
          <FailedState
            title="Investments could not be loaded"
            error={accounts.error ?? summary.error}
            onRetry={() => void Promise.all([accounts.refetch(), summary.refetch()])}
          />
        ) : isEmpty ? (
          <EmptyState
            icon={TrendingUp}
            title="No holdings yet"
            act={
              <>
                <Button kind="primary" icon={Upload} onClick={() => void navigate("/investments/import")}>
                  Import broker file
                </Button>
                <Button icon={Landmark} onClick={() => void navigate("/investments/connect")}>
                  Connect a broker
                </Button>
                <Button icon={Wallet} onClick={() => setOpen("account")}>
                  Add an account
                </Button>
              </>
            }
          >
            Import the activity or the positions of your broker, connect it, or add an account and enter what
            it holds.
          </EmptyState>
        ) : (
          <>
            {failures.length > 0 && (
              <div className={styles.notice}>
                <Notice
                  icon={TriangleAlert}
                  kind="warn"
                  act={
                    <Link className="link" to="/settings">
                      Settings
                    </Link>
                  }
                >
                  {count(failures.length, "price")} did not come. {failures[0]?.[0]}: {failures[0]?.[1]}{" "}
                  Values show the age of their price.
                </Notice>
              </div>
            )}
            <FigureSourceProvider value={figureSource}>
              <section className={styles.lead} aria-label="Value and performance">
                <ValueLead summary={summary.data} performance={performance.data} />
                <PerformanceSection performance={performance} portfolio={portfolio} actions={actions} />
              </section>
              <HoldingsTable
                holdings={holdings}
                way={way}
                onWay={(next: Way) => change("by", next === "class" ? null : next)}
                onRebalance={() => setOpen("rebalance")}
              />
            </FigureSourceProvider>
            <AllocationSection portfolio={portfolio} />
            <div className={styles.two}>
              <DividendsByMonth portfolio={portfolio} />
              <DividendsByHolding portfolio={portfolio} />
            </div>
            <ActivityList actions={actions} />
            <Accounts actions={actions} onAdd={() => setOpen("account")} />
          </>
        )}
      </div>
      <AddDialogs open={open} actions={actions} onClose={() => setOpen(null)} onOpen={setOpen} />
      {open === "rebalance" && (
        <RebalanceDialog
          portfolio={portfolio}
          onClose={() => setOpen(null)}
          onTargets={() => setOpen("targets")}
        />
      )}
      {open === "targets" && (
        <TargetsDialog portfolio={portfolio} actions={actions} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
