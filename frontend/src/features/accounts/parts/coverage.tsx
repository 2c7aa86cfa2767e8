import { useState } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import type { Account } from "@/api/types";
import { cx } from "@/kit/cx";
import { lastDayOf } from "@/kit/dates";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { count, formatCount } from "@/kit/words";
import { Popover } from "@/ui/popover";
import styles from "../accounts.module.css";
import { coverageWords, gapsIn, type MonthCount, yearsOf } from "../model";
import { useCoverage } from "../queries";

/** Which months an account has rows for; a missing one is named. Pressed, it shows each month with its count. */
export function Coverage({ account }: { account: Account }) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useCoverage(account);
  if (!account.transaction_count) return <span className="muted">No months yet</span>;
  if (!data) return <span className="muted">…</span>;
  return (
    <Popover
      label={`Months of ${account.name}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
      className={styles.coveragePanel}
      trigger={
        <button type="button" className={styles.coverage}>
          <span className={styles.months} aria-hidden="true">
            {data.slice(-12).map((month) => (
              <i key={month.month} className={month.count ? undefined : styles.missing} />
            ))}
          </span>
          <span className={cx("small tabular", gapsIn(data).length > 0 ? styles.missingCount : "secondary")}>
            {coverageWords(data)}
          </span>
        </button>
      }
    >
      {yearsOf(data).map(({ year, months }) => (
        <div key={year} className={styles.year}>
          <b className="medium tabular">{year}</b>
          {months.map((month, at) =>
            month ? (
              <MonthLink key={month.month} account={account} month={month} />
            ) : (
              <span key={at} className={styles.noMonth} />
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
      className={cx(styles.month, month.count === 0 && styles.missing)}
      to={`/data?${toQuery({ account_id: account.id, ...days })}`}
    >
      <span aria-hidden="true">{formatMonthName(month.month)}</span>
      <span className="tabular" aria-hidden="true">
        {month.count ? formatCount(month.count) : "none"}
      </span>
      <span className="visually-hidden">
        {formatMonth(month.month, "long")},{" "}
        {month.count ? count(month.count, "transaction") : "no transactions"}
      </span>
    </Link>
  );
}
