import { Link } from "react-router";
import { useToday } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import tableStyles from "@/ui/table.module.css";
import styles from "../accounts.module.css";
import type { InvestmentAccount } from "../queries";

interface Props {
  accounts: readonly InvestmentAccount[];
  columns: number;
}

/** The accounts of Investments, one read-only line each; they are changed on their own page. */
export function InvestmentAccounts({ accounts, columns }: Props) {
  const asOf = useToday();
  return (
    <tbody>
      <tr className={cx(tableStyles.group, styles.group)}>
        <th scope="rowgroup" colSpan={columns}>
          <span className={styles.groupLine}>
            <span>
              <b>Investment accounts</b>
              {formatCount(accounts.length)}
            </span>
          </span>
        </th>
      </tr>
      {accounts.map((account) => (
        <tr key={account.id}>
          <th scope="row" colSpan={columns - 2}>
            <span className={styles.accountName}>
              <span className="truncate">
                <Link className={cx("medium", tableStyles.amountLink)} to="/investments">
                  {account.account_name}
                </Link>{" "}
                <span className={cx("small muted", styles.bank)}>
                  {[account.institution_name, count(account.holdings, "holding")].filter(Boolean).join(" · ")}
                </span>
              </span>
            </span>
          </th>
          <td className="align-right medium">
            {account.value_minor === null ? (
              <span className="small secondary">{count(account.unvalued, "holding")} without a price</span>
            ) : (
              <Net minor={account.value_minor} currency={account.currency} />
            )}
            {account.as_of && (
              <span className={cx("small muted", styles.balanceSource)}>
                prices of {formatDay(account.as_of, asOf)}
              </span>
            )}
          </td>
          <td className={styles.actions} />
        </tr>
      ))}
    </tbody>
  );
}
