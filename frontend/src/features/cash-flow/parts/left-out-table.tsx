import { cx } from "@/kit/cx";
import { formatNet, formatSignedNet } from "@/kit/money";
import { count } from "@/kit/words";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../cash-flow.module.css";
import type { CashFlow } from "../model";

/** What no figure of the page counts, with its reason and its net; a pair between own accounts nets to nothing. */
export function LeftOutTable({ flow: { left_out, currency } }: { flow: CashFlow }) {
  if (!left_out.length) return null;
  const all = left_out.reduce((sum, { count }) => sum + count, 0);
  const net = left_out.reduce((sum, each) => sum + each.in_minor - each.out_minor, 0);
  return (
    <section className={styles.section} aria-labelledby="h-left-out">
      <div className={styles.heading}>
        <SectionHeader
          id="h-left-out"
          title="Left out"
          end={<span className="small muted">{count(all, "transaction")}</span>}
        >
          <span className="small muted">not in any figure above</span>
        </SectionHeader>
      </div>
      <table className={cx(tableStyles.table, styles.table)}>
        <caption className="visually-hidden">Left out</caption>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" className={styles.number}>
              Transactions
            </th>
            <th scope="col" className={cx(styles.number, styles.wide)}>
              Out
            </th>
            <th scope="col" className={cx(styles.number, styles.wide)}>
              In
            </th>
            <th scope="col" className={styles.number}>
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {left_out.map((each) => (
            <tr key={each.reason}>
              <th scope="row">{each.label}</th>
              <td className={styles.number}>{each.count}</td>
              <td className={cx(styles.number, styles.wide)}>{formatNet(each.out_minor, currency)}</td>
              <td className={cx(styles.number, styles.wide)}>{formatNet(each.in_minor, currency)}</td>
              <td className={styles.number}>{formatSignedNet(each.in_minor - each.out_minor, currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Left out</th>
            <td className={styles.number}>{all}</td>
            <td className={cx(styles.number, styles.wide)} />
            <td className={cx(styles.number, styles.wide)} />
            <td className={styles.number}>{formatSignedNet(net, currency)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
