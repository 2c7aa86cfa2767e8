import { Link } from "react-router";
import { Net } from "@/ui/amount";
import type { Summary } from "../model";

/** Spending in other currencies, which no budget counts. */
export function OtherCurrencies({ summary }: { summary: Summary }) {
  return summary.other_currencies.map((other) => (
    <p key={other.currency} className="small num ink2 other-currency">
      <Link className="link" to={`/spending?month=${summary.month}&currency=${other.currency}`}>
        <Net minor={other.spent_minor} currency={other.currency} />
      </Link>{" "}
      spent in {other.currency} is in no budget.
    </p>
  ));
}
