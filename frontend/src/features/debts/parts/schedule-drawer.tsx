import type { Loan } from "@/api/types";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { Drawer } from "@/ui/drawer";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../debts.module.css";
import { useSchedule } from "../queries";
import { DebtsTable } from "./debts-table";

/** Every payment of a loan with its interest, its principal and what is owed after it. */
export function ScheduleDrawer({ loan, asOf, onClose }: { loan: Loan; asOf: string; onClose: () => void }) {
  const schedule = useSchedule(loan.account_id);
  const amount = { isRight: true, className: "tabular" };
  const money = (minor: number) => <Net minor={minor} currency={loan.currency} />;
  return (
    <Drawer title={`Schedule of ${loan.name}`} label={`Schedule of ${loan.name}`} isWide onClose={onClose}>
      {schedule.isPending ? (
        <LoadingRows label="Loading the schedule" />
      ) : schedule.isError ? (
        <FailedState
          title="The schedule could not be loaded"
          error={schedule.error}
          onRetry={schedule.refetch}
        />
      ) : (
        <DebtsTable
          caption={`Payments of ${loan.name}`}
          className={styles.schedule}
          rows={schedule.data}
          keyOf={(each) => each.number}
          rowClass={(each) => (each.on <= asOf ? styles.past : undefined)}
          columns={[
            { head: "Due", className: "tabular", cell: (each) => formatDay(each.on, asOf) },
            {
              ...amount,
              head: "Payment",
              cell: (each) => (
                <>
                  {money(each.payment_minor)}
                  {each.extra_minor > 0 && (
                    <span className="secondary small"> + {money(each.extra_minor)}</span>
                  )}
                </>
              ),
            },
            { ...amount, head: "Interest", cell: (each) => money(each.interest_minor) },
            { ...amount, head: "Principal", cell: (each) => money(each.principal_minor) },
            { ...amount, head: "Owed after", cell: (each) => money(each.balance_minor) },
          ]}
        />
      )}
    </Drawer>
  );
}
