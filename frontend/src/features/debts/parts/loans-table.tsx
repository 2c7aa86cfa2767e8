import { Link } from "react-router";
import type { Debts, Loan } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../debts.module.css";
import { aheadWords } from "../model";
import { useSplitPayments } from "../queries";

interface Props {
  loans: readonly Loan[];
  splits: Debts["splits"];
  asOf: string;
  onEdit: (loan: Loan) => void;
  onSchedule: (loan: Loan) => void;
}

/** Each loan: its next payment divided, when it ends, what is owed against the schedule. */
export function LoansTable({ loans, splits, asOf, onEdit, onSchedule }: Props) {
  const split = useSplitPayments();
  if (!loans.length) return null;
  const [first] = splits;
  const currency = loans.find(({ account_id }) => account_id === first?.account_id)?.currency ?? "USD";
  return (
    <section className={styles.section} aria-labelledby="h-loans">
      <SectionHeader title="Loans" id="h-loans" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.sideways} role="region" tabIndex={0} aria-label="Table of loans">
        <table className={cx(tableStyles.table, styles.table)}>
          <caption className="visually-hidden">Loans</caption>
          <thead>
            <tr>
              <th scope="col">Loan</th>
              <th scope="col">Next payment</th>
              <th scope="col">Ends</th>
              <th scope="col">Against the schedule</th>
              <th scope="col" className="align-right">
                Interest left
              </th>
              <th scope="col" className="align-right">
                Owed
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {loans.map((loan) => (
              <tr key={loan.account_id}>
                <th scope="row">
                  <Link className={cx("medium", tableStyles.amountLink)} to={`/accounts/${loan.account_id}`}>
                    {loan.name}
                  </Link>
                  {loan.course && <span className="secondary small"> {loan.course.rate_percent} %</span>}
                </th>
                <td>{nextWords(loan, asOf)}</td>
                <td className="tabular">
                  {loan.course ? formatDay(loan.course.ends_on, asOf) : "–"}
                  {loan.course && loan.course.months_saved > 0 && (
                    <span className="secondary small">
                      {" "}
                      {count(loan.course.months_saved, "month")} earlier, saves{" "}
                      {formatNet(loan.course.interest_saved_minor, loan.currency)}
                    </span>
                  )}
                </td>
                <td className="secondary">{aheadWords(loan) ?? "–"}</td>
                <td className="align-right tabular">
                  {loan.course ? (
                    <Net minor={loan.course.interest_left_minor} currency={loan.currency} />
                  ) : (
                    "–"
                  )}
                </td>
                <td className="align-right medium tabular">
                  {loan.owed_minor === null ? (
                    <span className="muted">not known</span>
                  ) : (
                    <Net minor={loan.owed_minor} currency={loan.currency} />
                  )}
                </td>
                <td className="align-right">
                  <span className={styles.acts}>
                    {loan.course && (
                      <Button small onClick={() => onSchedule(loan)}>
                        Schedule<span className="visually-hidden"> of {loan.name}</span>
                      </Button>
                    )}
                    <Button small onClick={() => onEdit(loan)}>
                      Terms<span className="visually-hidden"> of {loan.name}</span>
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {first && (
        <p className={styles.proposal}>
          <span className="grow">
            {count(splits.length, "loan payment")} can be split into principal and interest, the newest of{" "}
            {formatDay(first.on, asOf)}: {formatSize(first.principal_minor, currency)} and{" "}
            {formatSize(first.interest_minor, currency)}.
          </span>
          <Button
            small
            disabled={split.isPending}
            onClick={() => split.mutate(splits.map(({ transaction_id }) => transaction_id))}
          >
            Split {count(splits.length, "payment")}
          </Button>
        </p>
      )}
    </section>
  );
}

function nextWords({ course, currency }: Loan, asOf: string): string {
  const next = course?.next_payment;
  if (!course) return "Enter its terms";
  if (!next) return "Paid off by the schedule";
  const parts = `${formatSize(next.principal_minor, currency)} principal, ${formatSize(next.interest_minor, currency)} interest`;
  return `${formatSize(next.payment_minor, currency)} on ${formatDay(next.on, asOf)} (${parts})`;
}
