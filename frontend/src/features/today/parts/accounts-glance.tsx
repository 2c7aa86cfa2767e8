import { Link } from "react-router";
import { balanceSource, totalBalances } from "@/entities/accounts/balances";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { byNeed, needOf, type Today } from "../model";

/** Accounts with their balances; those that need something come first and say what. */
export function AccountsGlance({ today }: { today: Today }) {
  const { accounts, as_of } = today;
  if (!accounts.length) return null;
  const { totals, missing } = totalBalances(accounts);
  return (
    <section aria-labelledby="h-acc">
      <div className="sec-h">
        <h2 id="h-acc">
          <Link to="/accounts">Accounts</Link>
        </h2>
        <span className="end med hstack">
          {totals.map((sum) => (
            <Net key={sum.currency} minor={sum.minor} currency={sum.currency} />
          ))}
          {totals.length > 0 && missing > 0 && (
            <span className="small ink3">without {count(missing, "account")}</span>
          )}
        </span>
      </div>
      <ul className="rows accs">
        {byNeed(accounts).map((account) => {
          const need = needOf(account, as_of);
          return (
            <li key={account.id}>
              <span className={cx("up", need && "stale")} aria-hidden="true" />
              <span className="grow trunc">
                <Link className="med" to={`/data?account_id=${account.id}`}>
                  {account.name}
                </Link>{" "}
                {need && <span className="small warnt num">{need}</span>}
                <span className="small ink3 num bal-src">{balanceSource(account, as_of)}</span>
              </span>
              {account.balance_current_minor === null ? (
                <Link className="small ink3" to="/accounts">
                  Set balance<span className="sr"> of {account.name}</span>
                </Link>
              ) : (
                <Net minor={account.balance_current_minor} currency={account.currency} />
              )}
              {need && (
                <Link className="btn sm" to={`/import?account_id=${account.id}`}>
                  Import<span className="sr"> into {account.name}</span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
