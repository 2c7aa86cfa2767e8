import { Scale } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Coverage, CoveredMonth } from "@/api/types";
import { fullName } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
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
import coverageStyles from "./coverage.module.css";
import { MonthGrid } from "./month-grid";

/** One account: its months as a picture, what is missing in words, and where balances and rows part. */
export function CoveredAccount({ account }: { account: Coverage }) {
  const [looked, setLooked] = useState<CoveredMonth | null>(null);
  const mask = useAccounts().data?.find(({ id }) => id === account.account_id)?.mask ?? null;
  const name = fullName({ name: account.account_name, mask });
  const missing = missingIn(account.months);
  return (
    <div className={coverageStyles.account}>
      <div className={coverageStyles.head}>
        <h2 className="truncate">{name}</h2>
        <span className="muted small tabular nowrap">
          {looked ? describeMonth(looked) : describeSpan(account.months)}
        </span>
      </div>
      <div className={coverageStyles.body}>
        {account.months.length > 0 && (
          <MonthGrid account={account} label={`Months of ${name}`} onLook={setLooked} />
        )}
        <div className={coverageStyles.text}>
          {missing.length > 0 ? (
            <Missing account={account.account_id} name={name} stretches={missing} />
          ) : (
            account.months.length > 0 && (
              <p className="secondary">{count(account.months.length, "month")}, none missing</p>
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
      <h3 className="warning-text">{count(months, "month")} missing</h3>
      <ul className="tabular">
        {[...shown].reverse().map((stretch) => (
          <li key={stretch.first}>
            {describeStretch(stretch)}
            {stretch.months > 1 && <span className="muted"> ({count(stretch.months, "month")})</span>}
          </li>
        ))}
      </ul>
      <p className={coverageStyles.actions}>
        {stretches.length > shown.length && (
          <button type="button" className={cx(buttonStyles.link, "small")} onClick={() => setAll(true)}>
            {count(stretches.length - shown.length, "earlier stretch", "earlier stretches")}
          </button>
        )}
        <Link className={cx(buttonStyles.link, "small")} to={`/import?account_id=${account}`}>
          Import statements<span className="visually-hidden"> for {name}</span>
        </Link>
      </p>
    </>
  );
}

function Gaps({ account }: { account: Coverage }) {
  return (
    <>
      <h3 className="warning-text">
        <Icon of={Scale} small /> {count(account.gaps.length, "balance")} not matched
      </h3>
      <ul>
        {account.gaps.map((gap) => (
          <li key={gap.to_on}>
            <span className="tabular">From {describeGapDays(gap)}</span> {describeGap(gap, account.currency)}{" "}
            <span className="muted tabular">
              (stated <Net minor={gap.stated_minor} currency={account.currency} />){" "}
            </span>
            <Link
              className={cx(buttonStyles.link, "small")}
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
