import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Pill } from "@/ui/pill";
import tableStyles from "@/ui/table.module.css";
import styles from "../debts.module.css";

export interface Column<Row> {
  head: string;
  /** Only read aloud. */
  isHeadHidden?: boolean;
  isRight?: boolean;
  /** Of the cell; the first column is the head of its row. */
  className?: string;
  cell: (row: Row, at: number) => ReactNode;
}

interface Props<Row> {
  caption: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  columns: readonly Column<Row>[];
  rowClass?: (row: Row) => string | undefined;
  className?: string;
}

/** A table of cards, loans, payments or debts that scrolls sideways where it is too wide. */
export function DebtsTable<Row>({ caption, rows, keyOf, columns, rowClass, className }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={styles.sideways} role="region" tabIndex={0} aria-label={`Table: ${caption}`}>
      <table className={cx(tableStyles.table, className ?? styles.table)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isHeadHidden, isRight }) => (
              <th key={head} scope="col" className={isRight ? "align-right" : undefined}>
                {isHeadHidden ? <span className="visually-hidden">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row)} className={rowClass?.(row)}>
              {columns.map(({ head, isRight, className, cell }, index) =>
                index === 0 ? (
                  <th key={head} scope="row" className={className}>
                    {cell(row, at)}
                  </th>
                ) : (
                  <td key={head} className={cx(isRight && "align-right", className)}>
                    {cell(row, at)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The name of a debt, which leads to its account, and its rate. */
export function DebtName({
  debt,
  rate,
  unit,
}: {
  debt: { account_id: number; name: string };
  rate: string | null;
  unit: string;
}) {
  return (
    <>
      <Link className={cx("medium", tableStyles.amountLink)} to={`/accounts/${debt.account_id}`}>
        {debt.name}
      </Link>
      {rate !== null && (
        <span className="secondary small">
          {" "}
          {rate} {unit}
        </span>
      )}
    </>
  );
}

export function OverduePill() {
  return (
    <Pill tone="bad" icon={CircleAlert}>
      overdue
    </Pill>
  );
}
