import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Checkbox } from "@/ui/checkbox";
import { HeadCell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import type { PicksApi } from "@/ui/use-picks";
import styles from "../review.module.css";

interface Props {
  withDay: boolean;
  picks: PicksApi<number>;
  shown: number;
}

export function QueueHead({ withDay, picks, shown }: Props) {
  const isAll = picks.selected.size === shown;
  return (
    <>
      <HeadCell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select the ${count(shown, "transaction")} loaded so far`}
          checked={isAll}
          isPartly={picks.selected.size > 0 && !isAll}
          onChange={() => (isAll ? picks.clear() : picks.selectAll())}
        />
      </HeadCell>
      {withDay && <HeadCell>Date</HeadCell>}
      <HeadCell>{withDay ? "Description" : "Merchant and description"}</HeadCell>
      <HeadCell className={styles.account}>Account</HeadCell>
      <HeadCell className={cx(styles.amount, "align-right")}>Amount</HeadCell>
      <HeadCell>Category</HeadCell>
      <HeadCell>Decided by</HeadCell>
      <HeadCell className={styles.action}>
        <span className="visually-hidden">Action</span>
      </HeadCell>
    </>
  );
}
