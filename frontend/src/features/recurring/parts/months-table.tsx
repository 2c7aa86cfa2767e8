import { cx } from "@/kit/cx";
import { formatMonth } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import tableStyles from "@/ui/table.module.css";
import type { Series } from "../model";
import type { Months } from "../queries";
import styles from "../recurring.module.css";

/** What each series was paid by month: a dash where nothing was, the amount expected where it has not come yet. */
export function MonthsTable({ months, series }: { months: Months; series: readonly Series[] }) {
  const byId = new Map(series.map((each) => [each.id, each]));
  const last = months.months.length - 1;
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */
    <div className={styles.monthsArea} role="region" tabIndex={0} aria-label="Months">
      <table className={cx(tableStyles.table, styles.months)}>
        <caption className="visually-hidden">Payments by month</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            {months.months.map((month, at) => (
              <th
                key={month}
                scope="col"
                title={formatMonth(month, "long")}
                className={cx(styles.number, at === last && styles.thisMonth)}
              >
                {formatMonth(month).slice(0, 3)}
              </th>
            ))}
            <th scope="col" className={styles.number}>
              12 months
            </th>
          </tr>
        </thead>
        <tbody>
          {months.rows.map((row) => {
            const each = byId.get(row.series_id);
            if (!each) return null;
            const total = row.paid.reduce((sum: number, paid) => sum + (paid ?? 0), 0);
            return (
              <tr key={row.series_id}>
                <th scope="row">{each.name}</th>
                {row.paid.map((paid, at) => {
                  const month = months.months[at] ?? "";
                  const isRise = row.rises.includes(month);
                  return (
                    <td
                      key={month}
                      className={cx(
                        styles.number,
                        at === last && styles.thisMonth,
                        isRise && !each.is_money_in && "warning-text",
                      )}
                    >
                      {paid !== null ? (
                        <>
                          {isRise && "↑ "}
                          {formatSize(paid, each.currency)}
                        </>
                      ) : at === last && row.is_late ? (
                        <span className={styles.bad}>late</span>
                      ) : at === last && row.expected_minor !== null ? (
                        <span className={styles.expected} title="expected">
                          {formatSize(row.expected_minor, each.currency)}
                        </span>
                      ) : (
                        <span className="muted">–</span>
                      )}
                    </td>
                  );
                })}
                <td className={styles.number}>{formatSize(total, each.currency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
