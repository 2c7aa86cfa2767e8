import type { Card } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { ShareBar } from "@/ui/bars";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Pill } from "@/ui/pill";
import { SectionHeader } from "@/ui/section-header";
import styles from "../debts.module.css";
import { BANDS, dueWords } from "../model";
import { DebtName, DebtsTable, OverduePill } from "./debts-table";

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
      <DebtsTable
        caption="Credit cards"
        rows={cards}
        keyOf={(card) => card.account_id}
        columns={[
          { head: "Card", cell: (card) => <DebtName debt={card} rate={card.apr_percent} unit="% APR" /> },
          { head: "Due", cell: (card) => <Due card={card} asOf={asOf} /> },
          { head: "Used of the limit", cell: (card) => <Used card={card} /> },
          {
            head: "Next statement",
            className: "secondary tabular",
            cell: (card) => (card.next_statement_on ? formatDay(card.next_statement_on, asOf) : "–"),
          },
          {
            head: "Interest a month",
            isRight: true,
            className: "tabular",
            cell: (card) => <ExplainFigure figure={card.interest} />,
          },
          {
            head: "Owed",
            isRight: true,
            className: "medium tabular",
            cell: (card) => <ExplainFigure figure={card.owed} />,
          },
          {
            head: "Actions",
            isHeadHidden: true,
            isRight: true,
            cell: (card) => (
              <Button small onClick={() => onEdit(card)}>
                Terms<span className="visually-hidden"> of {card.name}</span>
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}

function Due({ card, asOf }: { card: Card; asOf: string }) {
  return (
    <>
      {dueWords(card, asOf)} {card.is_overdue && <OverduePill />}
    </>
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
