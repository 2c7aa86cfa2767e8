import { CircleAlert } from "lucide-react";
import { Link } from "react-router";
import type { Card } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { ShareBar } from "@/ui/bars";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Pill } from "@/ui/pill";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../debts.module.css";
import { BANDS, dueWords } from "../model";

interface Props {
  cards: readonly Card[];
  asOf: string;
  onEdit: (card: Card) => void;
}

/** Each card: what is due and when, how much of its limit is used, what a month of interest costs. */
export function CardsTable({ cards, asOf, onEdit }: Props) {
  if (!cards.length) return null;
  return (
    <section className={styles.section} aria-labelledby="h-cards">
      <SectionHeader title="Credit cards" id="h-cards" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.sideways} role="region" tabIndex={0} aria-label="Table of credit cards">
        <table className={cx(tableStyles.table, styles.table)}>
          <caption className="visually-hidden">Credit cards</caption>
          <thead>
            <tr>
              <th scope="col">Card</th>
              <th scope="col">Due</th>
              <th scope="col">Used of the limit</th>
              <th scope="col">Next statement</th>
              <th scope="col" className="align-right">
                Interest a month
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
            {cards.map((card) => (
              <tr key={card.account_id}>
                <th scope="row">
                  <Link className={cx("medium", tableStyles.amountLink)} to={`/accounts/${card.account_id}`}>
                    {card.name}
                  </Link>
                  {card.apr_percent !== null && (
                    <span className="secondary small"> {card.apr_percent} % APR</span>
                  )}
                </th>
                <td>
                  {dueWords(card, asOf)}{" "}
                  {card.is_overdue && (
                    <Pill tone="bad" icon={CircleAlert}>
                      overdue
                    </Pill>
                  )}
                </td>
                <td>
                  <Used card={card} />
                </td>
                <td className="secondary tabular">
                  {card.next_statement_on ? formatDay(card.next_statement_on, asOf) : "–"}
                </td>
                <td className="align-right tabular">
                  <ExplainFigure figure={card.interest} />
                </td>
                <td className="align-right medium tabular">
                  <ExplainFigure figure={card.owed} />
                </td>
                <td className="align-right">
                  <Button small onClick={() => onEdit(card)}>
                    Terms<span className="visually-hidden"> of {card.name}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Used({ card }: { card: Card }) {
  if (card.used.value === null || card.band === null)
    return <span className="muted">{card.limit_minor === null ? "No limit entered" : "Not known"}</span>;
  const share = Number(card.used.value) / 100;
  return (
    <span className={styles.used}>
      <span className={cx(styles.meter, styles[card.band])}>
        <ShareBar share={share} tick={0.3} />
      </span>
      <ExplainFigure figure={card.used} />
      <span className="visually-hidden">{BANDS[card.band]}</span>
      {card.limit_minor !== null && (
        <span className="secondary small">of {formatSize(card.limit_minor, card.currency)}</span>
      )}
      {(card.band === "high" || card.band === "very_high") && <Pill tone="warning">{BANDS[card.band]}</Pill>}
    </span>
  );
}
