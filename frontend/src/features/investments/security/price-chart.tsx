import { useState } from "react";
import { Legend, LegendEntry } from "@/charts/legend";
import { LineChart, type Mark } from "@/charts/line-chart";
import { useToday } from "@/entities/app/queries";
import { formatDay, formatMonth } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { Segmented } from "@/ui/segmented";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import {
  type Activity,
  axisOf,
  formatPrice,
  type PriceHistory,
  type SecurityPage,
  startOf,
  ticksAround,
} from "../model";
import { usePriceHistory } from "../queries";

type Span = "1y" | "3y" | "all";
const SPANS: readonly { value: Span; label: string }[] = [
  { value: "1y", label: "1 y" },
  { value: "3y", label: "3 y" },
  { value: "all", label: "Since bought" },
];
/** As many points as a chart of this width can show. */
const MOST = 200;
const KINDS: Partial<Record<Activity["type"], Mark["kind"]>> = {
  buy: "below",
  transfer_in: "below",
  sell: "above",
  transfer_out: "above",
  dividend: "base",
  reinvest: "base",
};

/** The price over time with what was bought, sold and paid, beside the mean cost. */
export function PriceChart({ page }: { page: SecurityPage }) {
  const today = useToday();
  const [span, setSpan] = useState<Span>("all");
  const [isTable, setTable] = useState(false);
  const isPhone = useIsPhone();
  const history = usePriceHistory(page.security.id, startOf(span, today));
  useShortcuts("Price", [{ keys: "t", label: "Chart or table", run: () => setTable((now) => !now) }]);
  if (history.isPending) return <LoadingRows rows={6} label="Loading prices" />;
  if (history.isError)
    return <FailedState title="Prices could not be loaded" error={history.error} onRetry={history.refetch} />;
  const { currency } = history.data;
  const prices = thinned(history.data.prices);
  const days = prices.map((price) => price.on);
  const closes = prices.map((price) => Number(price.close));
  const costs = prices.map((price) => (price.average_cost === null ? null : Number(price.average_cost)));
  const describe = (at: number) => {
    const cost = prices[at]?.average_cost;
    const price = `${formatDay(days[at] ?? today)}: ${formatPrice(prices[at]?.close ?? "0", currency)}`;
    return cost ? `${price}, cost ${formatPrice(Number(cost).toFixed(2), currency)} on average` : price;
  };
  const isLong = (days[0] ?? "").slice(0, 4) !== (days.at(-1) ?? "").slice(0, 4);
  return (
    <div className={styles.performance}>
      <div className={styles.chartHead}>
        <Legend>
          <LegendEntry mark="line">price</LegendEntry>
          <LegendEntry mark="dashed">average cost of what is held</LegendEntry>
          <span className="small secondary">▲ bought</span>
          <span className="small secondary">▽ sold</span>
          <span className="small secondary">
            <span className={styles.paid}>●</span> dividend
          </span>
        </Legend>
        <span className="grow" />
        <Button small kind="ghost" data-key="t" onClick={() => setTable(!isTable)}>
          {isTable ? "Chart" : "Table"}
        </Button>
        <Segmented label="Period" small value={span} segments={SPANS} onChange={setSpan} />
      </div>
      {prices.length < 2 ? (
        <p className={`muted ${styles.noReturn}`}>
          {prices.length === 0 ? "No price of this period is stored." : "One price alone makes no line yet."}
        </p>
      ) : isTable ? (
        <PriceTable prices={history.data.prices} currency={currency} />
      ) : (
        <LineChart
          label={`Price of ${page.security.name}`}
          series={[
            { look: "dashed", values: costs },
            { look: "current", values: closes },
          ]}
          currency={currency}
          ticks={ticksAround([...closes, ...costs].filter((value) => value !== null))}
          formatTick={(tick) => tick.toLocaleString()}
          marks={marksOf(history.data.activities, days, closes)}
          axis={axisOf(
            days,
            (day) => (isLong ? formatMonth(day.slice(0, 7)) : formatDay(day)),
            isPhone ? 3 : 6,
          )}
          describe={describe}
          rest={prices.length - 1}
        />
      )}
    </div>
  );
}

function PriceTable({ prices, currency }: { prices: PriceHistory["prices"]; currency: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.points} role="region" tabIndex={0} aria-label="Prices by day">
      <table className={tableStyles.table}>
        <caption className="visually-hidden">Prices by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="align-right">
              Price
            </th>
            <th scope="col" className="align-right">
              Average cost
            </th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {[...prices].reverse().map((price) => (
            <tr key={price.on}>
              <td className="tabular">{formatDay(price.on)}</td>
              <td className="align-right tabular">{formatPrice(price.close, currency)}</td>
              <td className="align-right secondary tabular">
                {price.average_cost === null
                  ? "–"
                  : formatPrice(Number(price.average_cost).toFixed(2), currency)}
              </td>
              <td className="small muted">{price.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The last price of each of many equal spans of time, so that the line is true to time. */
function thinned(prices: PriceHistory["prices"]): PriceHistory["prices"] {
  const time = (on: string) => Date.parse(on);
  const first = time(prices[0]?.on ?? "");
  const step = (time(prices.at(-1)?.on ?? "") - first) / MOST;
  const count = Math.min(MOST, prices.length - 1);
  if (!(step > 0)) return prices;
  const chosen = new Set([0]);
  let at = 0;
  for (let span = 1; span <= count; span += 1) {
    const until = first + (span * step * MOST) / count;
    while (at + 1 < prices.length && time(prices[at + 1]?.on ?? "") <= until) at += 1;
    chosen.add(at);
  }
  return prices.filter((_, index) => chosen.has(index));
}

function marksOf(
  activities: readonly Activity[],
  days: readonly string[],
  closes: readonly number[],
): Mark[] {
  const marks = new Map<string, Mark>();
  for (const { on, type } of activities) {
    const kind = KINDS[type];
    if (!kind || on < (days[0] ?? "")) continue;
    const later = days.findIndex((day) => day >= on);
    const at = later < 0 ? days.length - 1 : later;
    marks.set(`${kind}-${at}`, { at, kind, value: closes[at] ?? 0 });
  }
  return [...marks.values()];
}
