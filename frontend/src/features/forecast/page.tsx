import { ChartSpline, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Link, useSearchParams } from "react-router";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { Net } from "@/ui/amount";
import { classOf } from "@/ui/button";
import { Columns } from "@/ui/columns";
import { ExplainFigure, explainFigure } from "@/ui/explain-figure";
import { FigureStrip, type StripFigure } from "@/ui/figure-strip";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useCurrent } from "@/ui/use-current";
import styles from "./forecast.module.css";
import { firstBelowZero, HORIZONS, type Horizon, type Line, mostPressing } from "./model";
import { AccountsTable } from "./parts/accounts-table";
import { BalanceChart } from "./parts/balance-chart";
import { DaysTable } from "./parts/days-table";
import { TrackRecord } from "./parts/track-record";
import { type Forecast, useForecast, useKeepForecast } from "./queries";

const HORIZON_LABELS: Record<Horizon, string> = { "30": "30 days", "90": "90 days", "365": "12 months" };

/** The balance of each day ahead, what it is made of, and how far off earlier forecasts were. */
export default function ForecastPage() {
  const { horizon, show, lineKey, put } = useAddress();
  const forecast = useForecast(Number(horizon));
  useKeptOnView(forecast.data);
  const lines = forecast.data?.lines ?? NO_LINES;
  const shown = lines.find((line) => keyOf(line) === lineKey) ?? mostPressing(lines);
  useCurrent(NO_KEYS, [
    { keys: ["l", "]"], label: "Next account", run: () => step(1) },
    { keys: ["h", "["], label: "Previous account", run: () => step(-1) },
    { keys: "t", label: "Chart or table", run: () => put({ show: show === "chart" ? "table" : "chart" }) },
    { keys: "=", label: "Explain the last day", run: () => explainFigure("forecast.end") },
    ...HORIZONS.map((each, at) => ({
      keys: String(at + 1),
      label: HORIZON_LABELS[each],
      run: () => put({ days: each }),
    })),
  ]);
  const step = (by: number) => {
    const at = shown ? lines.indexOf(shown) : -1;
    const next = lines[(at + by + lines.length) % lines.length];
    if (next) put({ account: keyOf(next) });
  };
  return (
    <>
      <PageHeader title="Forecast">
        <Segmented
          label="Horizon"
          value={horizon}
          segments={HORIZONS.map((value) => ({ value, label: HORIZON_LABELS[value] }))}
          onChange={(days) => put({ days })}
        />
        <span className="grow" />
        <Segmented
          label="Show as"
          value={show}
          segments={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={(next) => put({ show: next })}
        />
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Forecast">
        {forecast.isPending ? (
          <LoadingRows label="Working out the forecast" />
        ) : forecast.isError ? (
          <FailedState
            title="The forecast could not be made"
            error={forecast.error}
            onRetry={forecast.refetch}
          />
        ) : !shown ? (
          <Nothing />
        ) : (
          <>
            <Strip forecast={forecast.data} line={shown} />
            <Remarks forecast={forecast.data} line={shown} />
            <Columns
              main={
                <>
                  <section aria-label={`${shown.name}, balance by day`}>
                    <BalanceChart forecast={forecast.data} line={shown} isTable={show === "table"} />
                  </section>
                  <AccountsTable
                    forecast={forecast.data}
                    current={keyOf(shown)}
                    onShow={(line) => put({ account: keyOf(line) })}
                  />
                  <DaysTable key={`${keyOf(shown)}-${horizon}`} forecast={forecast.data} line={shown} />
                </>
              }
              aside={<TrackRecord forecast={forecast.data} line={shown} />}
            />
          </>
        )}
      </div>
    </>
  );
}

const NO_LINES: readonly Line[] = [];
const NO_KEYS: readonly string[] = [];

function keyOf(line: Line): string {
  return line.account_id === null ? "all" : String(line.account_id);
}

/** Horizon, account and view stand in the address. */
function useAddress() {
  const [params, setParams] = useSearchParams();
  const horizon = HORIZONS.find((days) => days === params.get("days")) ?? "90";
  const show: "chart" | "table" = params.get("show") === "table" ? "table" : "chart";
  const put = (changes: { days?: Horizon; account?: string; show?: string }) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value === "90" || value === "chart") next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return { horizon, show, lineKey: params.get("account"), put };
}

/** Asks once to keep the forecast of a day that has none yet. */
function useKeptOnView(forecast: Forecast | undefined) {
  const { mutate, isIdle } = useKeepForecast();
  const isDue = forecast !== undefined && forecast.lines.length > 0 && !forecast.is_kept_today;
  useEffect(() => {
    if (isDue && isIdle) mutate();
  }, [isDue, isIdle, mutate]);
}

function Strip({ forecast, line }: { forecast: Forecast; line: Line }) {
  const falling = firstBelowZero(forecast.lines);
  const end = forecast.figures.find(({ id }) => id === "forecast.end");
  const all = forecast.lines.find(({ account_id }) => account_id === null);
  const money = (minor: number) => formatNet(minor, line.currency);
  const first: StripFigure = falling
    ? {
        label: `${falling.name} falls below zero`,
        isAnswer: true,
        value: <span className="danger-text">{formatDay(falling.below_zero_on ?? "")}</span>,
        note:
          falling.band_below_zero_on && falling.band_below_zero_on !== falling.below_zero_on
            ? `the 80% band gets there on ${formatDay(falling.band_below_zero_on)}`
            : undefined,
      }
    : {
        label: `Lowest point of ${line.name}`,
        isAnswer: true,
        value: money(line.lowest_minor),
        note: formatDay(line.lowest_on),
      };
  const figures: StripFigure[] = [first];
  if (falling)
    figures.push({
      label: `Lowest point of ${falling.name}`,
      value: formatNet(falling.lowest_minor, falling.currency),
      note: formatDay(falling.lowest_on),
    });
  if (end && all)
    figures.push({
      label: `All accounts, ${formatDay(end.as_of)}`,
      value: <ExplainFigure figure={end} />,
      note: `${formatSignedNet((all.ahead.at(-1) ?? 0) - (all.ahead[0] ?? 0), all.currency)} from today`,
    });
  if (falling)
    figures.push({
      label: "Move to stay above zero",
      value: <Net minor={falling.needed_minor} currency={falling.currency} />,
      note: `to ${falling.name} before ${formatDay(falling.below_zero_on ?? "")}`,
    });
  return <FigureStrip label="What comes" figures={figures} />;
}

function Remarks({ forecast, line }: { forecast: Forecast; line: Line }) {
  return (
    <div className={styles.remarks}>
      {forecast.left_out.map(({ what, why }) => (
        <Notice key={what} icon={TriangleAlert} kind="warn">
          <b className="medium">{what}.</b> {why}
        </Notice>
      ))}
      {forecast.history_days < 90 && (
        <Notice icon={ChartSpline}>
          You have {forecast.history_days} days of transactions. The usual pace needs 28, the band about half
          a year; until then only what recurs is shown.
        </Notice>
      )}
      {forecast.history_days >= 90 && line.low === null && forecast.is_kept_today && (
        <Notice icon={ChartSpline}>
          There are too few past days to compare with, so this line has no band yet.
        </Notice>
      )}
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState
      icon={ChartSpline}
      title="No account has a balance yet"
      act={
        <Link className={classOf("primary")} to="/accounts">
          Enter a balance
        </Link>
      }
    >
      The forecast begins with what your accounts hold today.
    </EmptyState>
  );
}
