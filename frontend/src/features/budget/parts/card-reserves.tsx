import { CreditCard } from "lucide-react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { NoValue } from "@/ui/no-value";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../budget.module.css";
import { useCards } from "../queries";

/** What was bought by card from budgets and is not paid yet, apart from older debt. */
export function CardReserves() {
  const { data } = useCards();
  if (!data?.cards.length) return null;
  return (
    <section className={styles.section} aria-labelledby="h-cards">
      <SectionHeader id="h-cards" title="Set aside for cards">
        <span className="muted">bought from a budget, not paid yet</span>
      </SectionHeader>
      <table className={cx(tableStyles.table, styles.cards)}>
        <caption className="visually-hidden">Set aside for cards</caption>
        <thead>
          <tr>
            <th scope="col">Card</th>
            <th scope="col" className="align-right">
              Owed
            </th>
            <th scope="col" className="align-right">
              Set aside
            </th>
            <th scope="col" className="align-right">
              Old debt
            </th>
          </tr>
        </thead>
        <tbody>
          {data.cards.map((card) => (
            <tr key={card.account_id}>
              <th scope="row">
                <span className="inline-row">
                  <Icon of={CreditCard} small />
                  <Link className="link" to={`/accounts?account=${card.account_id}`}>
                    {card.name}
                  </Link>
                  {card.mask && <span className="small muted">··{card.mask}</span>}
                </span>
              </th>
              <td className="align-right">
                {card.owed_minor === null ? (
                  <NoValue reason="No balance is known" />
                ) : (
                  <Net minor={card.owed_minor} currency={card.currency} />
                )}
              </td>
              <td className="align-right medium">
                <Net minor={card.set_aside_minor} currency={card.currency} />
              </td>
              <td className="align-right">
                {card.old_debt_minor ? <Net minor={card.old_debt_minor} currency={card.currency} /> : "–"}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td />
            <td className="align-right">
              <ExplainFigure figure={data.set_aside} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
