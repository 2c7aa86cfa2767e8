import { useState } from "react";
import { Link } from "react-router";
import { Legend, LegendEntry } from "@/charts/legend";
import { PaceLines } from "@/charts/pace-lines";
import { formatMonth } from "@/kit/month-names";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Amount, Net } from "@/ui/amount";
import { Delta } from "@/ui/delta";
import { ExplainFigure } from "@/ui/explain-figure";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import tableStyles from "@/ui/table.module.css";
import type { Today } from "../model";
import styles from "../today.module.css";

/** What has been spent up to today, beside what is usual by then. */
export function MonthSoFar({ today }: { today: Today }) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const { currency, spent_minor, usual_to_date_minor, month } = today;
  useShortcuts("Today", [
    {
      keys: "v",
      label: "Chart or table",
      run: () => setView((now) => (now === "chart" ? "table" : "chart")),
    },
  ]);
  return (
    <section aria-labelledby="h-month">
      <SectionHeader
        id="h-month"
        title={<Link to={`/spending?month=${month}`}>Spent in {formatMonth(month, "long")}</Link>}
        end={
          <Segmented
            label="Show as"
            small
            value={view}
            segments={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
            onChange={setView}
          />
        }
      >
        <span className="medium">
          <ExplainFigure figure={today.spent} />
        </span>
        {usual_to_date_minor !== null && (
          <Delta minor={spent_minor} than={usual_to_date_minor} currency={currency} />
        )}
      </SectionHeader>
      {view === "table" ? (
        <DayTable today={today} />
      ) : (
        <figure>
          <Legend>
            <LegendEntry mark="current">this month</LegendEntry>
            {usual_to_date_minor !== null && <LegendEntry mark="dashed">usual</LegendEntry>}
          </Legend>
          <PaceLines
            label={`Spent by each day of ${formatMonth(month, "long")}`}
            points={today.cumulative}
            currency={currency}
          />
        </figure>
      )}
      <p className="small muted">
        Income: <ExplainFigure figure={today.income} />
      </p>
      {today.other_currencies.length > 0 && (
        <p className="small secondary">
          Not in these figures:{" "}
          {today.other_currencies.map((other, at) => (
            <span key={other.currency}>
              {at > 0 && " · "}
              <Link className="link" to={`/spending?month=${month}&currency=${other.currency}`}>
                <Net minor={other.spent_minor} currency={other.currency} /> spent
              </Link>
              {other.income_minor > 0 && (
                <>
                  , <Amount minor={-other.income_minor} currency={other.currency} />
                </>
              )}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function DayTable({ today: { cumulative, currency } }: { today: Today }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.dayTable} role="region" aria-label="Spent by each day" tabIndex={0}>
      <table className={tableStyles.table}>
        <caption className="visually-hidden">Spent by each day, and what is usual</caption>
        <thead>
          <tr>
            <th scope="col">Up to day</th>
            <th scope="col" className="align-right">
              Spent
            </th>
            <th scope="col" className="align-right">
              Usual
            </th>
          </tr>
        </thead>
        <tbody>
          {cumulative.map((point) => (
            <tr key={point.day}>
              <th scope="row" className="tabular">
                {point.day}
              </th>
              <td className="align-right">
                {point.this_minor === null ? (
                  <span className="muted">to come</span>
                ) : (
                  <Net minor={point.this_minor} currency={currency} />
                )}
              </td>
              <td className="align-right secondary">
                {point.usual_minor === null ? "" : <Net minor={point.usual_minor} currency={currency} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
