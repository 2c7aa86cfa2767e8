import { formatDay, formatWeekday } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { Figure, Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import { Terms } from "@/ui/terms";
import styles from "../investments.module.css";
import type { Performance, Summary } from "../model";

/** What all of it is worth, and how that came about in the period. */
export function ValueLead({
  summary,
  performance,
}: {
  summary: Summary;
  performance: Performance | undefined;
}) {
  const { total_value: total, day_change: day, currency } = summary;
  const without = total.completeness.missing.map(({ what }) => what);
  return (
    <div className={styles.value}>
      <h2 className="secondary">Value, {formatWeekday(summary.last_updated ?? total.as_of)}</h2>
      <ExplainFigure figure={total}>
        {typeof total.value === "number" ? (
          <Figure minor={total.value} currency={currency} />
        ) : (
          <span className={styles.noTotal}>No value</span>
        )}
      </ExplainFigure>
      {without.length > 0 && (
        <p className="small warning-text">
          {formatNet(Number(total.known_value ?? 0), currency)} known so far, without {without.join(", ")}
        </p>
      )}
      <p className={`small ${styles.day}`}>
        {day.value === null ? (
          <span className="muted">No change of a day yet</span>
        ) : (
          <>
            <ExplainFigure figure={day}>
              <span className="medium tabular">{formatSignedNet(Number(day.value), currency)}</span>
            </ExplainFigure>{" "}
            <span className="muted">that day{left(day.excluded)}</span>
          </>
        )}
      </p>
      {performance && performance.change.terms.length > 0 && (
        <Terms
          caption="How the value came about"
          terms={[
            ...performance.change.terms.map(({ label, value }, at) => ({
              sign: at === 0 ? ("" as const) : Number(value) < 0 ? ("−" as const) : ("+" as const),
              label: at === 0 ? `Value on ${formatDay(performance.start)}` : label,
              value: <Net minor={at === 0 ? Number(value) : Math.abs(Number(value))} currency={currency} />,
            })),
            {
              sign: "=" as const,
              label: "Value now",
              value: <Net minor={Number(performance.change.value ?? 0)} currency={currency} />,
            },
          ]}
        />
      )}
    </div>
  );
}

function left(excluded: Summary["day_change"]["excluded"]): string {
  const [first, ...others] = excluded;
  if (!first) return "";
  const name = first.reason.replace(" has no price of that day", "");
  return others.length
    ? `, without ${excluded.length} holdings whose price has not come`
    : `, without ${name}, whose price of the day has not come`;
}
