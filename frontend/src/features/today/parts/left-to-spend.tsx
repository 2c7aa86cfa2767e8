import { addMonths, formatDay } from "@/kit/dates";
import { formatMonth } from "@/kit/month-names";
import { Amount, Figure, Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import { Terms } from "@/ui/terms";
import { daysLeft, signedTerms, type Today } from "../model";
import styles from "../today.module.css";

/** What can still be spent this month, with the sum that makes it. */
export function LeftToSpend({ today }: { today: Today }) {
  const { free_to_spend_minor: free, currency, as_of, month } = today;
  const days = daysLeft(as_of);
  const isOver = month < as_of.slice(0, 7);
  return (
    <section aria-labelledby="h-free">
      <h2 id="h-free" className="secondary">
        {isOver
          ? `Left in ${formatMonth(month, "long")}`
          : `Left to spend until ${formatDay(`${addMonths(month, 1)}-01`, as_of)}`}
      </h2>
      <div className={styles.free}>
        <ExplainFigure figure={today.free}>
          <Figure minor={free} currency={currency} />
        </ExplainFigure>
        {free > 0 && !isOver && (
          <span className="secondary tabular">
            <Amount minor={Math.floor(free / days)} currency={currency} /> a day, {days}{" "}
            {days === 1 ? "day" : "days"}
          </span>
        )}
      </div>
      <Terms
        caption={isOver ? "How what is left is computed" : "How left to spend is computed"}
        terms={signedTerms(today.free_terms, free).map(({ minor, ...term }) => ({
          ...term,
          value: <Net minor={minor} currency={currency} />,
        }))}
      />
    </section>
  );
}
