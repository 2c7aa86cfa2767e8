import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import styles from "../budget.module.css";
import type { Summary } from "../model";

/** Spending in other currencies, which no budget counts. */
export function OtherCurrencies({ summary }: { summary: Summary }) {
  return summary.other_currencies.map((other) => (
    <p key={other.currency} className={cx("small tabular secondary", styles.otherCurrency)}>
      <Link className="link" to={`/spending?month=${summary.month}&currency=${other.currency}`}>
        <Net minor={other.spent_minor} currency={other.currency} />
      </Link>{" "}
      spent in {other.currency} is in no budget.
    </p>
  ));
}
