import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatFlow, formatNet, formatSize } from "@/kit/money";
import { formatMonthName } from "@/kit/month-names";
import { ExplainFigure } from "@/ui/explain-figure";
import { SectionHeader } from "@/ui/section-header";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import { type ScopeId, useDividends } from "../queries";
import tables from "../tables.module.css";

const HEIGHT = 110;

/** Income of twelve months as bars, with the yield. */
export function DividendsByMonth({ portfolio }: { portfolio: ScopeId }) {
  const dividends = useDividends(portfolio);
  if (dividends.isPending) return <LoadingRows rows={4} label="Loading dividends" />;
  if (dividends.isError)
    return (
      <FailedState
        title="Dividends could not be loaded"
        error={dividends.error}
        onRetry={dividends.refetch}
      />
    );
  const { by_month, currency, total, yield_on_value_percent, yield_on_cost_percent } = dividends.data;
  const most = Math.max(1, ...by_month.map((month) => month.amount_minor));
  return (
    <section aria-labelledby="dividends">
      <SectionHeader
        title="Dividends"
        id="dividends"
        end={
          <ExplainFigure figure={total}>
            <span className={styles.income}>
              {formatFlow(-Number(total.value ?? total.known_value ?? 0), currency)}
            </span>
          </ExplainFigure>
        }
      >
        <span className="muted">12 months</span>
      </SectionHeader>
      <ol className={styles.months}>
        {by_month.map(({ month, amount_minor }, at) => (
          <li key={month} className={at === by_month.length - 1 ? styles.thisMonth : undefined}>
            <span className="visually-hidden">{formatSize(amount_minor, currency)}</span>
            <span
              className={styles.bar}
              style={{ height: Math.max(0, (amount_minor / most) * HEIGHT) }}
              title={formatSize(amount_minor, currency)}
            />
            <span className="small muted">{formatMonthName(month)}</span>
          </li>
        ))}
      </ol>
      <p className="small secondary">
        Yield on today’s value {yieldWords(yield_on_value_percent)}, on cost{" "}
        {yieldWords(yield_on_cost_percent)}.
      </p>
    </section>
  );
}

/** Who paid, how much, and when the next payment is likely. */
export function DividendsByHolding({ portfolio }: { portfolio: ScopeId }) {
  const { data } = useDividends(portfolio);
  if (!data) return null;
  const total = Number(data.total.value ?? data.total.known_value ?? 0);
  return (
    <section aria-label="Dividends by holding">
      <table className={cx(tableStyles.table, tables.payers)}>
        <caption className="visually-hidden">Dividends by holding</caption>
        <thead>
          <tr>
            <th scope="col">Holding</th>
            <th scope="col" className="align-right">
              12 months
            </th>
            <th scope="col" className="align-right">
              Yield
            </th>
            <th scope="col" className="align-right hide-on-phone">
              Next, likely
            </th>
          </tr>
        </thead>
        <tbody>
          {data.by_holding.map((payer) => (
            <tr key={payer.name}>
              <td className="medium">
                {payer.security_id === null ? (
                  payer.name
                ) : (
                  <Link className={tables.name} to={`/investments/${payer.security_id}`}>
                    {payer.name}
                  </Link>
                )}
              </td>
              <td className="align-right tabular">{formatNet(payer.amount_minor, data.currency)}</td>
              <td className="align-right tabular">{payer.yield_percent ? `${payer.yield_percent}%` : "–"}</td>
              <td className="align-right small muted tabular hide-on-phone">
                {payer.next_likely_on ? formatDay(payer.next_likely_on) : "–"}
              </td>
            </tr>
          ))}
          {data.by_holding.length === 0 && (
            <tr>
              <td colSpan={4} className="muted">
                No dividends in 12 months
              </td>
            </tr>
          )}
        </tbody>
        {data.by_holding.length > 0 && (
          <tfoot>
            <tr>
              <td className="strong">All</td>
              <td className="align-right strong tabular">{formatNet(total, data.currency)}</td>
              <td className="align-right strong tabular">
                {data.yield_on_value_percent ? `${data.yield_on_value_percent}%` : "–"}
              </td>
              <td className="hide-on-phone" />
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function yieldWords(percent: string | null): string {
  return percent === null ? "not known" : `${percent}%`;
}
