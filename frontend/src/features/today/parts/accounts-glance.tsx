import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import { balances, byNeed, needOf, type Today } from "../model";

/** Accounts with their balances; those that need something come first and say what. */
export function AccountsGlance({ today }: { today: Today }) {
  const { accounts, as_of } = today;
  if (!accounts.length) return null;
  return (
    <section aria-labelledby="h-acc">
      <div className="sec-h">
        <h2 id="h-acc">
          <Link to="/accounts">Accounts</Link>
        </h2>
        <span className="end med hstack">
          {balances(accounts).map((sum) => (
            <Net key={sum.currency} minor={sum.minor} currency={sum.currency} />
          ))}
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
              </span>
              {need ? (
                <Link className="btn sm" to={`/import?account_id=${account.id}`}>
                  Import<span className="sr"> into {account.name}</span>
                </Link>
              ) : (
                account.balance_current_minor !== null && (
                  <Net minor={account.balance_current_minor} currency={account.currency} />
                )
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
