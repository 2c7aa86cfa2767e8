import { Link } from "react-router";
import { balanceSource } from "@/entities/accounts/balances";
import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
import { ExplainFigure } from "@/ui/explain-figure";
import freshnessStyles from "@/ui/freshness.module.css";
import listStyles from "@/ui/list.module.css";
import { SectionHeader } from "@/ui/section-header";
import { byNeed, needOf, type Today } from "../model";
import styles from "../today.module.css";

/** Accounts with their balances; those that need something come first and say what. */
export function AccountsGlance({ today }: { today: Today }) {
  const { accounts, as_of } = today;
  if (!accounts.length) return null;
  return (
    <section aria-labelledby="h-acc">
      <SectionHeader
        id="h-acc"
        title={<Link to="/accounts">Accounts</Link>}
        end={today.account_totals.map((figure) => (
          <ExplainFigure key={figure.id} figure={figure} className="medium" />
        ))}
      />
      <ul className={listStyles.list}>
        {byNeed(accounts).map((account) => {
          const need = needOf(account, as_of);
          return (
            <li key={account.id}>
              <span className={cx(freshnessStyles.dot, need && freshnessStyles.stale)} aria-hidden="true" />
              <span className="grow truncate">
                <Link className={cx("medium", styles.accountLink)} to={`/data?account_id=${account.id}`}>
                  {account.name}
                </Link>{" "}
                {need && <span className="small warning-text tabular">{need}</span>}
                <span className="small muted tabular">{balanceSource(account, as_of)}</span>
              </span>
              {account.balance_current_minor === null ? (
                <Link className={cx("small muted", styles.accountLink)} to="/accounts">
                  Set balance<span className="visually-hidden"> of {account.name}</span>
                </Link>
              ) : (
                <Net minor={account.balance_current_minor} currency={account.currency} />
              )}
              {need && (
                <Link
                  className={cx(buttonStyles.button, buttonStyles.small)}
                  to={`/import?account_id=${account.id}`}
                >
                  Import<span className="visually-hidden"> into {account.name}</span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
