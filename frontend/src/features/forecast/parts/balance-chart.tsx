import { LineChart } from "@/charts/line-chart";
import { addDays, formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../forecast.module.css";
import { axisOf, closeTicks, type Line } from "../model";
import type { Forecast } from "../queries";

interface Props {
  forecast: Forecast;
  line: Line;
  isTable: boolean;
}

/** What a line was and will be, with its band: as a chart, or as a table of weeks. */
export function BalanceChart({ forecast, line, isTable }: Props) {
  const before = line.past.length - 1;
  const first = addDays(forecast.as_of, -before);
  const length = before + line.ahead.length;
  const gap: null[] = Array.from({ length: before }, () => null);
  const money = (minor: number) => formatNet(minor, line.currency);
  const describe = (at: number) => {
    const on = addDays(first, at);
    if (at < before) return `${formatDay(on)}: ${money(line.past[at] ?? 0)}`;
    const ahead = at - before;
    const value = `${formatDay(on)}: ${money(line.ahead[ahead] ?? 0)}`;
    if (!line.low || !line.high || ahead === 0) return value;
    return `${value}, 80% between ${money(line.low[ahead] ?? 0)} and ${money(line.high[ahead] ?? 0)}`;
  };
  const lowestAt = before + Math.max(0, line.ahead.indexOf(line.lowest_minor));
  return (
    <>
      <SectionHeader
        id="h-balance"
        title={line.name}
        end={<span className="small muted">grey was, blue ahead{line.low ? ", tint the 80% band" : ""}</span>}
      />
      {isTable ? (
        <WeeksTable forecast={forecast} line={line} />
      ) : (
        <LineChart
          label={`${line.name}, balance by day from ${formatDay(first)} to ${formatDay(addDays(first, length - 1))}. Lowest ${money(line.lowest_minor)} on ${formatDay(line.lowest_on)}.`}
          currency={line.currency}
          series={[
            { look: "other", values: [...line.past, ...line.ahead.slice(1).map(() => null)] },
            { look: "current", values: [...gap, ...line.ahead] },
          ]}
          band={
            line.low && line.high ? { low: [...gap, ...line.low], high: [...gap, ...line.high] } : undefined
          }
          ticks={closeTicks([...line.past, ...line.ahead, ...(line.low ?? []), ...(line.high ?? [])])}
          axis={axisOf(first, length, before).map(({ at, on }) => ({
            at,
            text: at === before ? "Today" : formatDay(on),
          }))}
          describe={describe}
          rest={lowestAt}
        />
      )}
    </>
  );
}

function WeeksTable({ forecast, line }: { forecast: Forecast; line: Line }) {
  const weeks = line.ahead.flatMap((balance, at) =>
    at % 7 === 0 || at === line.ahead.length - 1 ? [{ at, balance }] : [],
  );
  const money = (minor: number) => formatNet(minor, line.currency);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.weeks} role="region" tabIndex={0} aria-label="Balance by week">
      <table className={tableStyles.table}>
        <caption className="visually-hidden">{line.name}, balance by week</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className={styles.number}>
              Balance
            </th>
            <th scope="col" className={styles.number}>
              80% between
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ at, balance }) => (
            <tr key={at}>
              <td>{formatDay(addDays(forecast.as_of, at))}</td>
              <td className={styles.number}>{money(balance)}</td>
              <td className={styles.number}>
                {line.low && line.high && at > 0
                  ? `${money(line.low[at] ?? 0)} to ${money(line.high[at] ?? 0)}`
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
