import { Scale } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Coverage, CoveredMonth } from "@/api/types";
import { fullName } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Icon } from "@/ui/icon";
import {
  addressOfGap,
  describeGap,
  describeGapDays,
  describeMonth,
  describeSpan,
  describeStretch,
  missingIn,
} from "../coverage";
import { MonthGrid } from "./month-grid";

/** One account: its months as a picture, what is missing in words, and where balances and rows part. */
export function CoveredAccount({ account }: { account: Coverage }) {
  const [looked, setLooked] = useState<CoveredMonth | null>(null);
  const mask = useAccounts().data?.find(({ id }) => id === account.account_id)?.mask ?? null;
  const name = fullName({ name: account.account_name, mask });
  const missing = missingIn(account.months);
  return (
    <div className="cov-account">
      <div className="cov-head">
        <h2 className="trunc">{name}</h2>
        <span className="ink3 small num nowrap cov-span">
          {looked ? describeMonth(looked) : describeSpan(account.months)}
        </span>
      </div>
      <div className="cov-body">
        {account.months.length > 0 && (
          <MonthGrid account={account} label={`Months of ${name}`} onLook={setLooked} />
        )}
        <div className="cov-words">
          {missing.length > 0 ? (
            <Missing account={account.account_id} name={name} stretches={missing} />
          ) : (
            account.months.length > 0 && (
              <p className="ink2">{count(account.months.length, "month")}, none missing</p>
            )
          )}
          {account.gaps.length > 0 && <Gaps account={account} />}
        </div>
      </div>
    </div>
  );
}

const SHOWN = 6;

function Missing({
  account,
  name,
  stretches,
}: {
  account: number;
  name: string;
  stretches: ReturnType<typeof missingIn>;
}) {
  const [isAll, setAll] = useState(false);
  const months = stretches.reduce((all, { months }) => all + months, 0);
  const shown = isAll ? stretches : stretches.slice(-SHOWN);
  return (
    <>
      <h3 className="warn-words">{count(months, "month")} missing</h3>
      <ul className="num">
        {[...shown].reverse().map((stretch) => (
          <li key={stretch.first}>
            {describeStretch(stretch)}
            {stretch.months > 1 && <span className="ink3"> ({count(stretch.months, "month")})</span>}
          </li>
        ))}
      </ul>
      <p className="cov-acts">
        {stretches.length > shown.length && (
          <button type="button" className="linkbtn small" onClick={() => setAll(true)}>
            {count(stretches.length - shown.length, "earlier stretch", "earlier stretches")}
          </button>
        )}
        <Link className="linkbtn small" to={`/import?account_id=${account}`}>
          Import statements<span className="sr"> for {name}</span>
        </Link>
      </p>
    </>
  );
}

function Gaps({ account }: { account: Coverage }) {
  return (
    <>
      <h3 className="warn-words">
        <Icon of={Scale} small /> {count(account.gaps.length, "balance")} not matched
      </h3>
      <ul>
        {account.gaps.map((gap) => (
          <li key={gap.to_on}>
            <span className="num">From {describeGapDays(gap)}</span> {describeGap(gap, account.currency)}{" "}
            <span className="ink3 num">
              (stated <Net minor={gap.stated_minor} currency={account.currency} />){" "}
            </span>
            <Link
              className="linkbtn small"
              to={addressOfGap(account.account_id, gap)}
              aria-label={`Show transactions from ${describeGapDays(gap)}`}
            >
              Show transactions
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
