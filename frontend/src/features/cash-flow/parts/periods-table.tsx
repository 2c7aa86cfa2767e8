import { cx } from "@/kit/cx";
import { formatNet, formatSignedNet } from "@/kit/money";
import tableStyles from "@/ui/table.module.css";
import styles from "../cash-flow.module.css";
import { type CashFlow, nameOf } from "../model";

/** The table twin of the bars, with the running total. */
export function PeriodsTable({ flow, onChoose }: { flow: CashFlow; onChoose: (start: string) => void }) {
  const { kind, periods, currency, shown } = flow;
  return (
    <table className={cx(tableStyles.table, styles.table)}>
      <caption className="visually-hidden">In, out and kept by period</caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col" className={styles.number}>
            In
          </th>
          <th scope="col" className={styles.number}>
            Out
          </th>
          <th scope="col" className={styles.number}>
            Kept
          </th>
          <th scope="col" className={cx(styles.number, styles.wide)}>
            Running total
          </th>
        </tr>
      </thead>
      <tbody>
        {[...periods].reverse().map((period) => (
          <tr key={period.start} className={cx(period.start === shown.start && tableStyles.current)}>
            <th scope="row">
              <button type="button" onClick={() => onChoose(period.start)}>
                {nameOf(kind, period)}
              </button>
            </th>
            <td className={styles.number}>{formatSignedNet(period.income_minor, currency)}</td>
            <td className={styles.number}>{formatNet(period.spent_minor, currency)}</td>
            <td className={styles.number}>{formatSignedNet(period.kept_minor, currency)}</td>
            <td className={cx(styles.number, styles.wide)}>
              {formatSignedNet(period.running_minor, currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
