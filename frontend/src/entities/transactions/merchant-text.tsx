import type { Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import styles from "./merchant-text.module.css";
import { bankTextOf, nameOf } from "./names";

type Shown = Pick<Transaction, "merchant_name" | "description">;

/** Who it was, and beside it, lighter, what the bank wrote. The bank's text is cut first. */
export function MerchantText({ row, isKnown = true }: { row: Shown; isKnown?: boolean }) {
  const bankText = bankTextOf(row);
  return (
    <span className={styles.merchant}>
      <span className={isKnown ? styles.name : cx(styles.name, "secondary")}>{nameOf(row)}</span>
      {bankText && <span className={styles.bankText}>{bankText}</span>}
    </span>
  );
}
