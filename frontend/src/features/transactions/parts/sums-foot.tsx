import type { CurrencySums } from "@/api/types";
import { count, formatCount } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import layoutStyles from "@/ui/layout.module.css";
import styles from "../transactions.module.css";

interface Props {
  total: number;
  all: number | null;
  sums: readonly CurrencySums[] | null;
}

/** What the shown rows come to, each currency by itself. */
export function SumsFoot({ total, all, sums }: Props) {
  return (
    <footer className={layoutStyles.footer}>
      <span>
        <b>{formatCount(total)}</b>
        {all !== null && all > total
          ? ` of ${count(all, "transaction")}`
          : ` ${total === 1 ? "transaction" : "transactions"}`}
      </span>
      <span className="grow" />
      {(sums ?? []).map((sum) => (
        <span key={sum.currency} className={styles.sums}>
          <span className="hide-on-phone">
            out{" "}
            <b>
              <Amount minor={sum.out_minor} currency={sum.currency} />
            </b>
          </span>
          <span className="hide-on-phone">
            in{" "}
            <b>
              <Amount minor={-sum.in_minor} currency={sum.currency} />
            </b>
          </span>
          <span>
            net{" "}
            <b>
              <Net minor={sum.in_minor - sum.out_minor} currency={sum.currency} />
            </b>
          </span>
        </span>
      ))}
    </footer>
  );
}
