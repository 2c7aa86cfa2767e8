import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Checkbox } from "@/ui/checkbox";
import { Icon } from "@/ui/icon";
import { HeadCell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import tableStyles from "@/ui/table.module.css";
import type { PicksApi } from "@/ui/use-picks";
import { nextSort, SELECT_AT_MOST, type SortColumn, sortState } from "../model";
import styles from "../transactions.module.css";

interface Props {
  sort: string;
  onSort: (sort: string) => void;
  picks: PicksApi<number>;
  total: number;
}

export function LedgerHead({ sort, onSort, picks, total }: Props) {
  const isTooMany = total > SELECT_AT_MOST;
  const most = isTooMany ? SELECT_AT_MOST : total;
  const isAll = most > 0 && picks.selected.size === most;
  const column = (name: SortColumn, words: string, className?: string) => (
    <HeadCell className={className} sort={sortState(sort, name)}>
      <SortButton sort={sort} name={name} words={words} onSort={onSort} />
    </HeadCell>
  );
  return (
    <>
      <HeadCell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select ${isTooMany ? "the first" : "all"} ${count(most, "transaction")}`}
          checked={isAll}
          isPartly={picks.selected.size > 0 && !isAll}
          onChange={() => (isAll ? picks.clear() : picks.selectAll())}
        />
      </HeadCell>
      {column("on", "Date")}
      {column("description", "Merchant and note")}
      <HeadCell>Category</HeadCell>
      <HeadCell className={styles.account}>Account</HeadCell>
      {column("amount", "Amount", cx("align-right", styles.amount))}
      <HeadCell className={styles.more}>
        <span className="visually-hidden">More</span>
      </HeadCell>
    </>
  );
}

function SortButton({
  sort,
  name,
  words,
  onSort,
}: {
  sort: string;
  name: SortColumn;
  words: string;
  onSort: (sort: string) => void;
}) {
  const state = sortState(sort, name);
  return (
    <button
      type="button"
      className={cx(tableStyles.sort, state !== "none" && tableStyles.sorted)}
      onClick={() => onSort(nextSort(sort, name))}
    >
      {words}
      {state !== "none" && <Icon of={state === "ascending" ? ArrowUp : ArrowDown} />}
    </button>
  );
}
