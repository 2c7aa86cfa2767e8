import type { PayeeRow } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Checkbox } from "@/ui/checkbox";
import tableStyles from "@/ui/table.module.css";
import tagStyles from "@/ui/tag.module.css";
import styles from "../payees.module.css";

interface Props {
  rows: readonly PayeeRow[];
  current: string | null;
  selected: ReadonlySet<string>;
  onOpen: (key: string) => void;
  onSelect: (key: string, isRange: boolean) => void;
}

export function PayeeTable({ rows, current, selected, onOpen, onSelect }: Props) {
  return (
    <table className={cx(tableStyles.table, styles.payees)}>
      <caption className="visually-hidden">Payees</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.check}>
            <span className="visually-hidden">Select</span>
          </th>
          <th scope="col">Payee</th>
          <th scope="col" className={styles.number}>
            Transactions
          </th>
          <th scope="col" className={styles.last}>
            Last
          </th>
          <th scope="col" className={styles.year}>
            12 months
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.merchant_key}
            data-row={row.merchant_key}
            className={cx(
              current === row.merchant_key && tableStyles.current,
              selected.has(row.merchant_key) && tableStyles.selected,
            )}
          >
            <td className={styles.check}>
              <Checkbox
                label={`Select ${row.name}`}
                checked={selected.has(row.merchant_key)}
                onClick={(event) => onSelect(row.merchant_key, event.shiftKey)}
                readOnly
              />
            </td>
            <td>
              <button
                type="button"
                className={cx("truncate", styles.name)}
                onClick={() => onOpen(row.merchant_key)}
              >
                {row.name}
                {row.spelling_count > 1 && (
                  <span className={cx(tagStyles.tag, styles.spellings)}>{row.spelling_count} spellings</span>
                )}
              </button>
            </td>
            <td className={cx(styles.number, "tabular")}>{formatCount(row.transaction_count)}</td>
            <td className={cx(styles.last, "tabular secondary")}>{formatDay(row.last_on)}</td>
            <td className={styles.year}>
              {row.year_sums.length === 0
                ? "–"
                : row.year_sums.map((sum) => (
                    <span key={sum.currency} className={styles.sum}>
                      <Amount minor={sum.out_minor - sum.in_minor} currency={sum.currency} />
                    </span>
                  ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
