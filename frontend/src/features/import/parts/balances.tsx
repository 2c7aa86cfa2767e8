import type { StatedBalance } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { endsOf } from "../balances";
import styles from "../import.module.css";

/** What the bank says the account held, where the statement begins and ends. */
export function Balances({ balances, currency }: { balances: readonly StatedBalance[]; currency: string }) {
  const ends = endsOf(balances);
  if (!ends.length) return null;
  return (
    <dl className={cx(styles.statedBalances, "small")}>
      {ends.map(({ word, balance }) => (
        <div key={word}>
          <dt className="muted">
            {word} <span className="tabular">{formatDay(balance.on)}</span>
          </dt>
          <dd className="medium">
            <Net minor={balance.balance_minor} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
