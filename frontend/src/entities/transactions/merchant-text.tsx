import type { Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import tagStyles from "@/ui/tag.module.css";
import styles from "./merchant-text.module.css";
import { bankTextOf, nameOf } from "./names";

type Shown = Pick<Transaction, "merchant_name" | "description"> &
  Partial<Pick<Transaction, "notes" | "is_pending" | "is_excluded">>;

/** Who it was, and beside it, lighter, the note or what the bank wrote. The lighter text is cut first. */
export function MerchantText({ row, isUncertain }: { row: Shown; isUncertain?: boolean }) {
  const beside = row.notes ?? bankTextOf(row);
  return (
    <span className={styles.merchant}>
      <span className={cx(styles.name, isUncertain && "secondary")}>{nameOf(row)}</span>
      {beside && <span className={styles.bankText}>{beside}</span>}
      {row.is_pending && <span className={cx(tagStyles.tag, styles.tag)}>pending</span>}
      {row.is_excluded && <span className={cx(tagStyles.tag, styles.tag)}>excluded from totals</span>}
    </span>
  );
}
