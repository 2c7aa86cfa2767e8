import type { StatedBalance } from "@/api/types";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { endsOf } from "../balances";
import "./file-head.css";

/** What the bank says the account held, where the statement begins and ends. */
export function Balances({ balances, currency }: { balances: readonly StatedBalance[]; currency: string }) {
  const ends = endsOf(balances);
  if (!ends.length) return null;
  return (
    <dl className="stated small">
      {ends.map(({ word, balance }) => (
        <div key={word}>
          <dt className="ink3">
            {word} <span className="num">{formatDay(balance.on)}</span>
          </dt>
          <dd className="med">
            <Net minor={balance.balance_minor} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
