import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "@/kit/cx";
import { Checkbox } from "@/ui/checkbox";
import { Icon } from "@/ui/icon";
import { HeadCell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import tableStyles from "@/ui/table.module.css";
import type { PicksApi } from "@/ui/use-picks";
import { nextSort, type SortColumn, sortState } from "./sort";
import type { RowColumn } from "./transaction-row";
import styles from "./transaction-row.module.css";

const NAMES: Record<RowColumn, string> = {
  date: "Date",
  merchant: "Merchant and description",
  account: "Account",
  amount: "Amount",
  category: "Category",
  decider: "Decided by",
};

const SORTED_BY: Partial<Record<RowColumn, SortColumn>> = {
  date: "on",
  merchant: "description",
  amount: "amount",
};

interface Props {
  columns: readonly RowColumn[];
  picks: Pick<PicksApi<number>, "selected" | "selectAll" | "clear">;
  /** How many the checkbox selects, and how it is called. */
  selectable: number;
  selectLabel: string;
  /** Present where the list can be sorted by its headings. */
  sort?: { by: string; onSort: (sort: string) => void };
}

/** The headings of a list of transactions. */
export function TransactionHead({ columns, picks, selectable, selectLabel, sort }: Props) {
  const isAll = selectable > 0 && picks.selected.size === selectable;
  return (
    <>
      <HeadCell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={selectLabel}
          checked={isAll}
          isPartly={picks.selected.size > 0 && !isAll}
          onChange={() => (isAll ? picks.clear() : picks.selectAll())}
        />
      </HeadCell>
      {columns.map((column) => {
        const by = SORTED_BY[column];
        const className = cx(styles[column], column === "amount" && "align-right");
        if (!sort || !by)
          return (
            <HeadCell key={column} className={className}>
              {NAMES[column]}
            </HeadCell>
          );
        const state = sortState(sort.by, by);
        return (
          <HeadCell key={column} className={className} sort={state}>
            <button
              type="button"
              className={cx(tableStyles.sort, state !== "none" && tableStyles.sorted)}
              onClick={() => sort.onSort(nextSort(sort.by, by))}
            >
              {NAMES[column]}
              {state !== "none" && <Icon of={state === "ascending" ? ArrowUp : ArrowDown} />}
            </button>
          </HeadCell>
        );
      })}
      <HeadCell className={styles.action}>
        <span className="visually-hidden">Action</span>
      </HeadCell>
    </>
  );
}
