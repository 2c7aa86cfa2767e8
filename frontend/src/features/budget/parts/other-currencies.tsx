import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import styles from "../budget.module.css";
import type { Overview } from "../model";

/** Spending in other currencies, which is in no total here. */
export function OtherCurrencies({ overview }: { overview: Overview }) {
  const days = { start_date: overview.start, end_date: overview.end };
  return overview.other_currencies.map((other) => {
    const hasLine = overview.lines.some((line) => line.currency === other.currency);
    return (
      <p key={other.currency} className={cx("small tabular secondary", styles.otherCurrency)}>
        <Link className="link" to={`/spending?${toQuery({ ...days, currency: other.currency })}`}>
          <Net minor={other.spent_minor} currency={other.currency} />
        </Link>{" "}
        spent in {other.currency} is{" "}
        {hasLine ? "in lines of its own currency, not in these totals" : "in no budget"}.
      </p>
    );
  });
}
