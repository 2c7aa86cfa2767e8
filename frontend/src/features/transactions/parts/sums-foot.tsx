import type { CurrencySums } from "@/api/types";
import { count, formatCount } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import layoutStyles from "@/ui/layout.module.css";
import { describeNotCounted } from "../model";
import styles from "../transactions.module.css";

interface Props {
  total: number;
  all: number | null;
  sums: readonly CurrencySums[] | null;
}

/** What the shown rows come to as reports count them, each currency by itself, and what they leave out. */
export function SumsFoot({ total, all, sums }: Props) {
  return (
    <footer className={layoutStyles.footer}>
      <span>
        <b>{formatCount(total)}</b>
        {all !== null && all > total
          ? ` of ${count(all, "transaction")}`
          : ` ${total === 1 ? "transaction" : "transactions"}`}
      </span>
      <span className="grow truncate muted">{sums && describeNotCounted(sums)}</span>
      {(sums ?? []).map((sum) => (
        <span key={sum.currency} className={styles.sums}>
          <span className="hide-on-phone">
            spent{" "}
            <b>
              <Net minor={sum.spent_minor} currency={sum.currency} />
            </b>
          </span>
          <span className="hide-on-phone">
            income{" "}
            <b>
              <Amount minor={-sum.income_minor} currency={sum.currency} />
            </b>
          </span>
          <span>
            net{" "}
            <b>
              <Net minor={sum.income_minor - sum.spent_minor} currency={sum.currency} />
            </b>
          </span>
        </span>
      ))}
    </footer>
  );
}
