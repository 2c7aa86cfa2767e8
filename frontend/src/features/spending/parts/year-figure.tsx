import { Link } from "react-router";
import { Legend, LegendEntry } from "@/charts/legend";
import { MonthBars } from "@/charts/month-bars";
import { cx } from "@/kit/cx";
import { formatNet } from "@/kit/money";
import { formatWhole } from "@/kit/money-short";
import { formatMonth } from "@/kit/month-names";
import { Net } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
import { Delta } from "@/ui/delta";
import { LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { monthOf, writePeriod } from "../period";
import styles from "../spending.module.css";
import type { SpendingPageState } from "../use-spending-page";

/** Twelve months as bars, or the same twelve as a table. */
export function YearFigure({ page }: { page: SpendingPageState }) {
  const { chart, currency, usual } = page;
  const bars = chart.months.map((one) => ({
    month: one.month,
    minor: one.total_minor,
    to: `/spending?${writePeriod(page.address, monthOf(one.month))}`,
  }));
  if (chart.isPending) return <LoadingRows rows={4} label="Loading twelve months" />;
  if (!bars.length) return null;
  if (page.view === "table") return <YearTable page={page} bars={bars} />;
  return (
    <figure className="grow">
      <Legend>
        <LegendEntry mark="current">
          {page.period.kind === "month" ? "this month" : "these months"}
        </LegendEntry>
        {page.likely !== null && page.likely > page.spent && <LegendEntry mark="likely">likely</LegendEntry>}
        {usual !== null && <LegendEntry mark="dashed">usual {formatWhole(usual, currency)}</LegendEntry>}
      </Legend>
      <MonthBars
        label={summary(page)}
        bars={bars}
        currency={currency}
        chosen={chart.chosen}
        usual={usual}
        likely={page.likely === null ? null : { month: page.period.first.slice(0, 7), minor: page.likely }}
      />
    </figure>
  );
}

interface Bar {
  month: string;
  minor: number;
  to: string;
}

function YearTable({ page, bars }: { page: SpendingPageState; bars: readonly Bar[] }) {
  return (
    <div className={cx("grow", styles.yearTable)}>
      <table className={tableStyles.table}>
        <caption className="visually-hidden">Spending by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className="align-right">
              Spent
            </th>
            <th scope="col" className="align-right">
              Against the month before
            </th>
          </tr>
        </thead>
        <tbody>
          {[...bars].reverse().map((bar, at, all) => {
            const before = all[at + 1];
            return (
              <tr
                key={bar.month}
                className={
                  page.chart.chosen.has(bar.month) ? cx(tableStyles.selected, styles.chosen) : undefined
                }
              >
                <th scope="row">
                  <Link className={buttonStyles.link} to={bar.to}>
                    {formatMonth(bar.month, "long")}
                  </Link>
                </th>
                <td className="align-right">
                  <Net minor={bar.minor} currency={page.currency} />
                </td>
                <td className="align-right">
                  {before && (
                    <Delta
                      minor={bar.minor}
                      than={before.minor}
                      currency={page.currency}
                      name="month before"
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function summary({ chart, currency, usual }: SpendingPageState): string {
  const [first, last] = [chart.months[0], chart.months[chart.months.length - 1]];
  if (!first || !last) return "Spending by month";
  const span = `Spending by month, ${formatMonth(first.month, "long")} to ${formatMonth(last.month, "long")}.`;
  return usual === null ? span : `${span} A usual month is ${formatNet(usual, currency)}.`;
}
