import type { Category, Transaction } from "@/api/types";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { bankTextOf, nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { useMedia } from "@/kit/use-media";
import { Amount } from "@/ui/amount";
import tableStyles from "@/ui/table.module.css";
import type { OutlineLine } from "../outline";
import styles from "../spending.module.css";
import type { SpendingPageState } from "../use-spending-page";
import type { SameProps } from "./lines";

interface Props {
  line: Extract<OutlineLine, { kind: "row" }>;
  page: SpendingPageState;
  same: SameProps;
  isPicking: boolean;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
}

/** One transaction at the bottom of the drill-down; its category is changed right here. */
export function RowLine({ line: { row, level }, page, same, isPicking, onPick, onChoose }: Props) {
  const hasBar = useMedia("(min-width: 861px)");
  return (
    <tr {...same}>
      <th scope="row" colSpan={hasBar ? 2 : 1}>
        <span className={cx(tableStyles.nameLine, styles.transaction)} style={{ paddingLeft: level * 22 }}>
          <span className={cx("tabular muted nowrap", styles.date)}>{formatDay(row.on, page.asOf)}</span>
          <span className={cx("truncate grow", styles.text)}>
            {row.notes ?? bankTextOf(row) ?? nameOf(row)}
          </span>
          <CategoryPicker
            isOpen={isPicking}
            onOpenChange={(isOpen) => onPick(row, isOpen)}
            onChoose={(category) => onChoose(row, category)}
            align="end"
            anchor={
              <button
                type="button"
                className={cx(categoryNameStyles.category, styles.category)}
                data-key="c"
                aria-haspopup="dialog"
                aria-expanded={isPicking}
                onClick={() => onPick(row, !isPicking)}
              >
                <span className="visually-hidden">Change category </span>
                <CategoryName
                  name={row.category_name ?? "No category"}
                  parent={null}
                  color={row.category_color}
                />
              </button>
            }
          />
        </span>
      </th>
      <td className="align-right secondary">
        <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
      </td>
      <td className={styles.usual} />
      <td className="small muted align-right">{row.account_name}</td>
      {page.period.kind === "month" && <td className={styles.lastYear} />}
      <td className={styles.trend} />
      <td className={styles.count} />
    </tr>
  );
}
