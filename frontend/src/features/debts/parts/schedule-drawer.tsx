import type { Loan } from "@/api/types";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { Drawer } from "@/ui/drawer";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../debts.module.css";
import { useSchedule } from "../queries";

/** Every payment of a loan with its interest, its principal and what is owed after it. */
export function ScheduleDrawer({ loan, asOf, onClose }: { loan: Loan; asOf: string; onClose: () => void }) {
  const schedule = useSchedule(loan.account_id);
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
        <table className={`${tableStyles.table} ${styles.schedule}`}>
          <caption className="visually-hidden">Payments of {loan.name}</caption>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col" className="align-right">
                Payment
              </th>
              <th scope="col" className="align-right">
                Interest
              </th>
              <th scope="col" className="align-right">
                Principal
              </th>
              <th scope="col" className="align-right">
                Owed after
              </th>
            </tr>
          </thead>
          <tbody>
            {schedule.data.map((each) => (
              <tr key={each.number} className={each.on <= asOf ? styles.past : undefined}>
                <th scope="row" className="tabular">
                  {formatDay(each.on, asOf)}
                </th>
                <td className="align-right tabular">
                  {money(each.payment_minor)}
                  {each.extra_minor > 0 && (
                    <span className="secondary small"> + {money(each.extra_minor)}</span>
                  )}
                </td>
                <td className="align-right tabular">{money(each.interest_minor)}</td>
                <td className="align-right tabular">{money(each.principal_minor)}</td>
                <td className="align-right tabular">{money(each.balance_minor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Drawer>
  );
}
