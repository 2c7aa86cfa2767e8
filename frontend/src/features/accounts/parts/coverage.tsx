import { useState } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import type { Account } from "@/api/types";
import { cx } from "@/kit/cx";
import { lastDayOf } from "@/kit/dates";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { count, formatCount } from "@/kit/words";
import { Popover } from "@/ui/popover";
import { coverageWords, gapsIn, type MonthCount, yearsOf } from "../model";
import { useCoverage } from "../queries";

/** Which months an account has rows for; a missing one is named. Pressed, it shows each month with its count. */
export function Coverage({ account }: { account: Account }) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useCoverage(account);
  if (!account.transaction_count) return <span className="ink3">No months yet</span>;
  if (!data) return <span className="ink3">…</span>;
  return (
    <Popover
      label={`Months of ${account.name}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
      className="cov-pop"
      trigger={
        <button type="button" className="cov">
          <span className="cov-cells" aria-hidden="true">
            {data.slice(-12).map((month) => (
              <i key={month.month} className={month.count ? undefined : "gap"} />
            ))}
          </span>
          <span className={cx("small num", gapsIn(data).length > 0 ? "cov-gap" : "ink2")}>
            {coverageWords(data)}
          </span>
        </button>
      }
    >
      {yearsOf(data).map(({ year, months }) => (
        <div key={year} className="cov-year">
          <b className="med num">{year}</b>
          {months.map((month, at) =>
            month ? (
              <MonthLink key={month.month} account={account} month={month} />
            ) : (
              <span key={at} className="cov-none" />
            ),
          )}
        </div>
      ))}
    </Popover>
  );
}

function MonthLink({ account, month }: { account: Account; month: MonthCount }) {
  const days = { start_date: `${month.month}-01`, end_date: lastDayOf(month.month) };
  return (
    <Link
      className={cx("cov-month", month.count === 0 && "gap")}
      to={`/data?${toQuery({ account_id: account.id, ...days })}`}
    >
      <span aria-hidden="true">{formatMonthName(month.month)}</span>
      <span className="num" aria-hidden="true">
        {month.count ? formatCount(month.count) : "none"}
      </span>
      <span className="sr">
        {formatMonth(month.month, "long")},{" "}
        {month.count ? count(month.count, "transaction") : "no transactions"}
      </span>
    </Link>
  );
}
