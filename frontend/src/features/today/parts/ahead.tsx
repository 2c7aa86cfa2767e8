import { useQuery } from "@tanstack/react-query";
import { ChevronRight, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { get } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { LineChart } from "@/charts/line-chart";
import { addDays, formatDay, formatWeekday } from "@/kit/dates";
import { formatFlow, formatNet } from "@/kit/money";
import buttonStyles from "@/ui/button.module.css";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import styles from "./ahead.module.css";

type Line = components["schemas"]["ForecastLine"];
type Forecast = components["schemas"]["ForecastOut"];

const DAYS = 30;
const BILL_DAYS = 14;
const SHOWN = 6;

/** What falls due in two weeks, how low the accounts go, and what is free until the next pay. */
export function Ahead() {
  const { data: forecast } = useQuery({
    queryKey: ["forecast", DAYS],
    queryFn: ({ signal }) => get<Forecast>("/api/forecast", { params: { days: DAYS }, signal }),
  });
  if (!forecast?.lines.length) return null;
  const until = addDays(forecast.as_of, BILL_DAYS);
  const currencies = new Map(forecast.lines.map(({ account_id, currency }) => [account_id, currency]));
  const due = forecast.items.filter(
    ({ on, amount_minor, source, to_account_id }) =>
      on <= until &&
      amount_minor > 0 &&
      source !== "detected" &&
      (source === "loan") === (to_account_id !== null),
  );
  const paying = forecast.lines.filter(
    ({ account_type }) => account_type === "checking" || account_type === "cash",
  );
  const lowest = [...paying].sort((a, b) => a.lowest_minor - b.lowest_minor)[0];
  const bills = forecast.figures.find(({ id }) => id === "forecast.bills");
  const free = forecast.figures.find(({ id }) => id === "forecast.free");
  return (
    <section aria-labelledby="h-ahead">
      <SectionHeader
        id="h-ahead"
        title="Ahead"
        end={
          <Link className={buttonStyles.link} to="/forecast">
            Forecast <Icon of={ChevronRight} small />
          </Link>
        }
      >
        <span className="small muted">
          bills of {BILL_DAYS} days, lowest balance of {DAYS}
        </span>
      </SectionHeader>
      <div className={styles.columns}>
        <ul className={styles.list} aria-label="Bills ahead">
          {bills && due.length > 0 && (
            <li>
              <span className="grow medium">Bills ahead</span>
              <ExplainFigure figure={bills} className="medium" />
            </li>
          )}
          {due.slice(0, SHOWN).map((item) => (
            <li key={`${item.on}-${item.name}-${item.account_id}`}>
              <span className={styles.day}>{formatWeekday(item.due_on ?? item.on)}</span>
              <span className="grow truncate">{item.name}</span>
              <span className="tabular">
                {formatFlow(item.amount_minor, currencies.get(item.account_id) ?? forecast.currency)}
              </span>
            </li>
          ))}
          {due.length === 0 && <li className="secondary">Nothing that you confirmed falls due.</li>}
          {due.length > SHOWN && <li className="secondary">and {due.length - SHOWN} more</li>}
        </ul>
        <div>
          {lowest && <LowestBalance forecast={forecast} line={lowest} />}
          <ul className={styles.list} aria-label="Lowest balances ahead">
            {paying.map((line) => (
              <li key={line.account_id}>
                <span className="grow truncate">{line.name}</span>
                <span className="small muted">{formatDay(line.lowest_on)}</span>
                <span className={line.below_zero_on ? "tabular danger-text inline-row" : "tabular"}>
                  {line.below_zero_on && <Icon of={CircleAlert} small />}
                  {formatNet(line.lowest_minor, line.currency)}
                </span>
              </li>
            ))}
            {free && (
              <li>
                <span className="grow truncate">
                  Free to spend until {free.period ? formatDay(free.period.end) : "the next pay"}
                </span>
                <ExplainFigure figure={free} />
              </li>
            )}
          </ul>
        </div>
      </div>
    </section>
  );
}

/** The balance of each day ahead of the account that gets lowest, with its band. */
function LowestBalance({ forecast, line }: { forecast: Forecast; line: Line }) {
  const money = (minor: number) => formatNet(minor, line.currency);
  const last = line.ahead.length - 1;
  const middle = Math.floor(last / 2);
  const dayOf = (at: number) => addDays(forecast.as_of, at);
  const describe = (at: number) => {
    const value = `${formatDay(dayOf(at))}: ${money(line.ahead[at] ?? 0)}`;
    if (!line.low || !line.high || at === 0) return value;
    return `${value}, 80% between ${money(line.low[at] ?? 0)} and ${money(line.high[at] ?? 0)}`;
  };
  return (
    <LineChart
      label={`${line.name}, balance by day. Lowest ${money(line.lowest_minor)} on ${formatDay(line.lowest_on)}.`}
      currency={line.currency}
      series={[{ look: "current", values: line.ahead }]}
      band={line.low && line.high ? { low: line.low, high: line.high } : undefined}
      axis={[
        { at: 0, text: "Today" },
        { at: middle, text: formatDay(dayOf(middle)) },
        { at: last, text: formatDay(dayOf(last)) },
      ]}
      describe={describe}
      rest={line.ahead.indexOf(line.lowest_minor)}
    />
  );
}
