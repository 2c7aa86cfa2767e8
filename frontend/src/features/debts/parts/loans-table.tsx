import type { Debts, Loan } from "@/api/types";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import styles from "../debts.module.css";
import { aheadWords } from "../model";
import { useSplitPayments } from "../queries";
import { DebtName, DebtsTable, OverduePill } from "./debts-table";

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
      <DebtsTable
        caption="Loans"
        rows={loans}
        keyOf={(loan) => loan.account_id}
        columns={[
          {
            head: "Loan",
            cell: (loan) => <DebtName debt={loan} rate={loan.course?.rate_percent ?? null} unit="%" />,
          },
          { head: "Next payment", cell: (loan) => <Next loan={loan} asOf={asOf} /> },
          { head: "Ends", className: "tabular", cell: (loan) => <Ends loan={loan} asOf={asOf} /> },
          {
            head: "Against the schedule",
            className: "secondary",
            cell: (loan) => aheadWords(loan) ?? "–",
          },
          {
            head: "Interest left",
            isRight: true,
            className: "tabular",
            cell: (loan) =>
              loan.course ? <Net minor={loan.course.interest_left_minor} currency={loan.currency} /> : "–",
          },
          {
            head: "Owed",
            isRight: true,
            className: "medium tabular",
            cell: (loan) =>
              loan.owed_minor === null ? (
                <span className="muted">not known</span>
              ) : (
                <Net minor={loan.owed_minor} currency={loan.currency} />
              ),
          },
          {
            head: "Actions",
            isHeadHidden: true,
            isRight: true,
            cell: (loan) => (
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
            ),
          },
        ]}
      />
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

function Ends({ loan: { course, currency }, asOf }: { loan: Loan; asOf: string }) {
  if (!course) return "–";
  return (
    <>
      {formatDay(course.ends_on, asOf)}
      {course.months_saved > 0 && (
        <span className="secondary small">
          {" "}
          {count(course.months_saved, "month")} earlier, saves{" "}
          {formatNet(course.interest_saved_minor, currency)}
        </span>
      )}
    </>
  );
}

function Next({ loan, asOf }: { loan: Loan; asOf: string }) {
  return (
    <>
      {nextWords(loan, asOf)} {loan.is_overdue && <OverduePill />}
    </>
  );
}

function nextWords({ course, currency }: Loan, asOf: string): string {
  const next = course?.next_payment;
  if (!course) return "Enter its terms";
  if (!next) return "Paid off by the schedule";
  const parts = `${formatSize(next.principal_minor, currency)} principal, ${formatSize(next.interest_minor, currency)} interest`;
  return `${formatSize(next.payment_minor, currency)} on ${formatDay(next.on, asOf)} (${parts})`;
}
