import type { UseQueryResult } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import { Legend, LegendEntry } from "@/charts/legend";
import { LineChart } from "@/charts/line-chart";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatSignedNet } from "@/kit/money";
import { useIsPhone } from "@/kit/use-media";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Choices } from "@/ui/filter-button";
import { NoValue } from "@/ui/no-value";
import { Popover } from "@/ui/popover";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import { axisOf, formatReturn, type Performance, ticksAround } from "../model";
import { type InvestmentActions, type ScopeId, useSecurities } from "../queries";

interface Props {
  performance: UseQueryResult<Performance>;
  portfolio: ScopeId;
  actions: InvestmentActions;
}

/** Returns over time beside a benchmark, as a chart or as a table. */
export function PerformanceSection({ performance, portfolio, actions }: Props) {
  const [isTable, setTable] = useState(false);
  const isPhone = useIsPhone();
  const [isComparing, setComparing] = useState(false);
  useShortcuts("Performance", [
    { keys: "t", label: "Chart or table", run: () => setTable((now) => !now) },
    { keys: "b", label: "Compare with", run: () => setComparing(true) },
  ]);
  if (performance.isPending) return <LoadingRows rows={6} label="Loading performance" />;
  if (performance.isError)
    return (
      <FailedState
        title="Performance could not be computed"
        error={performance.error}
        onRetry={performance.refetch}
      />
    );
  const { points, benchmark, start, end, time_weighted, money_weighted, gain, currency } = performance.data;
  const days = points.map((point) => point.date);
  const own = points.map((point) => toNumber(point.return_percent));
  const others = points.map((point) => toNumber(point.benchmark_percent));
  const describe = (at: number) => {
    const other = benchmark
      ? `, ${benchmark.ticker ?? benchmark.name} ${formatReturn(others[at] ?? null)}`
      : "";
    return `${formatDay(days[at] ?? end)}: you ${formatReturn(own[at] ?? null)}${other}`;
  };
  const isLong = days.length > 1 && (days[0] ?? "").slice(0, 4) !== end.slice(0, 4);
  return (
    <div className={styles.performance}>
      <div className={styles.chartHead}>
        <Legend>
          <LegendEntry mark="line">you, time-weighted</LegendEntry>
          {benchmark && (
            <LegendEntry mark="other">
              {benchmark.name}, {benchmark.has_dividends ? "with dividends" : "price only"}
            </LegendEntry>
          )}
        </Legend>
        <span className="grow" />
        <Button small kind="ghost" data-key="t" onClick={() => setTable(!isTable)}>
          {isTable ? "Chart" : "Table"}
        </Button>
        <BenchmarkPicker
          chosen={benchmark?.security_id ?? null}
          isOpen={isComparing}
          onOpenChange={setComparing}
          onChoose={(id) => void actions.setBenchmark(portfolio, id)}
        />
      </div>
      {points.length < 2 ? (
        <p className={styles.noReturn}>
          <NoValue reason={time_weighted.why ?? "There are too few days yet."} />
        </p>
      ) : isTable ? (
        <PointTable performance={performance.data} />
      ) : (
        <LineChart
          label={`Return since ${formatDay(start)}`}
          series={[
            ...(benchmark ? [{ look: "other" as const, values: others }] : []),
            { look: "current" as const, values: own },
          ]}
          currency={currency}
          ticks={ticksAround([0, ...own, ...others].filter((value) => value !== null))}
          formatTick={(tick) => `${formatTick(tick)}%`}
          axis={axisOf(
            days,
            (day) => (isLong ? formatMonth(day.slice(0, 7)) : formatDay(day)),
            isPhone ? 3 : 6,
          )}
          describe={describe}
          rest={points.length - 1}
        />
      )}
      <dl className={styles.returns}>
        <ReturnFact
          name="Time-weighted"
          percent={time_weighted.percent}
          note={time_weighted.percent === null ? time_weighted.why : "how the holdings did"}
        />
        <ReturnFact
          name="Money-weighted"
          percent={money_weighted.percent}
          note={
            money_weighted.percent === null ? money_weighted.why : "how your money did, by when you paid in"
          }
        />
        {benchmark && (
          <ReturnFact
            name={benchmark.name}
            percent={benchmark.percent}
            note={
              benchmark.percent === null
                ? benchmark.why
                : difference(time_weighted.percent, benchmark.percent)
            }
          />
        )}
        <div>
          <dt>Gain in the period</dt>
          <dd>
            {gain.value === null ? (
              "No value"
            ) : (
              <ExplainFigure figure={gain}>
                <span className="tabular">{formatSignedNet(Number(gain.value), currency)}</span>
              </ExplainFigure>
            )}
          </dd>
          <dd className="small">price, dividends, fees</dd>
        </div>
      </dl>
    </div>
  );
}

function ReturnFact({ name, percent, note }: { name: string; percent: string | null; note: string | null }) {
  return (
    <div>
      <dt className="truncate">{name}</dt>
      <dd className="tabular">{percent === null ? "No value" : formatReturn(percent)}</dd>
      {note && <dd className="small">{note}</dd>}
    </div>
  );
}

function PointTable({ performance }: { performance: Performance }) {
  const { points, currency, benchmark } = performance;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.points} role="region" tabIndex={0} aria-label="Value and return by day">
      <table className={tableStyles.table}>
        <caption className="visually-hidden">Value and return by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="align-right">
              Value
            </th>
            <th scope="col" className="align-right">
              Cost
            </th>
            <th scope="col" className="align-right">
              You
            </th>
            {benchmark && (
              <th scope="col" className="align-right">
                {benchmark.ticker ?? benchmark.name}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.date}>
              <td className="tabular">{formatDay(point.date)}</td>
              <td className="align-right">
                <Net minor={point.value_minor} currency={currency} />
              </td>
              <td className="align-right secondary">
                <Net minor={point.cost_basis_minor} currency={currency} />
              </td>
              <td className="align-right tabular">{formatReturn(point.return_percent)}</td>
              {benchmark && <td className="align-right tabular">{formatReturn(point.benchmark_percent)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BenchmarkProps {
  chosen: number | null;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: (id: number | null) => void;
}

function BenchmarkPicker({ chosen, isOpen, onOpenChange, onChoose }: BenchmarkProps) {
  const { data: securities = [] } = useSecurities();
  return (
    <Popover
      label="Compare with"
      align="end"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <Button small icon={Scale} data-key="b">
          Compare with
        </Button>
      }
    >
      <Choices
        label="Benchmark"
        value={chosen === null ? "none" : String(chosen)}
        options={[
          { value: "none", label: "Nothing" },
          ...securities.map((one) => ({ value: String(one.id), label: one.name, note: one.ticker })),
        ]}
        onChoose={(value) => {
          onChoose(value === "none" ? null : Number(value));
          onOpenChange(false);
        }}
      />
    </Popover>
  );
}

function difference(own: string | null, other: string): string {
  if (own === null) return "";
  const points = Number(own) - Number(other);
  return `${Math.abs(points).toFixed(1)} points ${points >= 0 ? "behind" : "ahead of"} you`;
}

function formatTick(tick: number): string {
  return tick < 0 ? `−${Math.abs(tick)}` : String(tick);
}

function toNumber(percent: string | null): number | null {
  return percent === null ? null : Number(percent);
}
