import { formatDay } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { Amount } from "@/ui/amount";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import { activityName, type SecurityPage } from "../model";

const MOST = 12;

/** What the security paid, newest first. */
export function DividendTable({ page }: { page: SecurityPage }) {
  const { dividends } = page;
  const currency = dividends[0]?.currency ?? page.currency;
  const paid = (amount: number, type: string) => (type === "reinvest" ? -amount : amount);
  const total = dividends.reduce((sum, one) => sum + paid(one.amount_minor, one.type), 0);
  return (
    <section aria-labelledby="security-dividends">
      <SectionHeader
        title="Dividends"
        id="security-dividends"
        end={dividends.length > 0 && <span className={styles.income}>{formatFlow(total, currency)}</span>}
      />
      {dividends.length === 0 ? (
        <p className="muted">None so far</p>
      ) : (
        <table className={tableStyles.table}>
          <caption className="visually-hidden">Dividends</caption>
          <thead>
            <tr>
              <th scope="col">Paid</th>
              <th scope="col">What</th>
              <th scope="col" className="hide-on-phone">
                Account
              </th>
              <th scope="col" className="align-right">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {dividends.slice(0, MOST).map((one) => (
              <tr key={one.id}>
                <td className="tabular">{formatDay(one.on)}</td>
                <td className="secondary">{activityName(one.type)}</td>
                <td className="secondary hide-on-phone">{one.account_name}</td>
                <td className="align-right">
                  <Amount minor={paid(one.amount_minor, one.type)} currency={one.currency ?? currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dividends.length > MOST && (
        <p className="small muted">{dividends.length - MOST} older ones are in the activity.</p>
      )}
    </section>
  );
}
