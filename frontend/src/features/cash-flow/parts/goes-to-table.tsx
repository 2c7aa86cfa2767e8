import { Fragment } from "react";
import { cx } from "@/kit/cx";
import { formatNet, formatSignedNet } from "@/kit/money";
import { formatPercent } from "@/kit/words";
import { CategoryDot } from "@/ui/marks";
import tableStyles from "@/ui/table.module.css";
import styles from "../cash-flow.module.css";
import type { CashFlow } from "../model";

/** The figures of the flow: what was kept, and each main category with its subcategories. */
export function GoesToTable({ flow: { lines, currency } }: { flow: CashFlow }) {
  const income = lines.filter(({ side }) => side === "in").reduce((sum, line) => sum + line.amount_minor, 0);
  const out = lines.filter(({ side, amount_minor }) => side === "out" && amount_minor !== 0);
  const spent = out.reduce((sum, line) => sum + line.amount_minor, 0);
  const share = (minor: number) => (income > 0 ? formatPercent(minor / income) : "–");
  return (
    <table className={cx(tableStyles.table, styles.table)}>
      <caption className="visually-hidden">Where it went</caption>
      <thead>
        <tr>
          <th scope="col">Goes to</th>
          <th scope="col" className={styles.number}>
            Amount
          </th>
          <th scope="col" className={styles.number}>
            Of income
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <b className="medium">Kept</b>
          </th>
          <td className={styles.number}>{formatSignedNet(income - spent, currency)}</td>
          <td className={styles.number}>{share(income - spent)}</td>
        </tr>
        {out.map((line) => (
          <Fragment key={line.key ?? ""}>
            <tr>
              <th scope="row">
                <CategoryDot color={line.color} /> <b className="medium">{line.name}</b>
              </th>
              <td className={styles.number}>{formatNet(line.amount_minor, currency)}</td>
              <td className={styles.number}>{share(line.amount_minor)}</td>
            </tr>
            {line.children.map((child) => (
              <tr key={child.key} className={styles.child}>
                <th scope="row">{child.name}</th>
                <td className={styles.number}>{formatNet(child.amount_minor, currency)}</td>
                <td className={styles.number}>{share(child.amount_minor)}</td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Money in</th>
          <td className={styles.number}>{formatSignedNet(income, currency)}</td>
          <td className={styles.number}>{income > 0 ? "100%" : "–"}</td>
        </tr>
      </tfoot>
    </table>
  );
}
