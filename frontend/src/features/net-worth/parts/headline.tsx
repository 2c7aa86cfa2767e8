import { Info } from "lucide-react";
import { Link } from "react-router";
import type { NetWorth } from "@/api/types";
import { formatDay } from "@/kit/dates";
import { formatValue } from "@/kit/figure";
import { Figure, Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { NoValue } from "@/ui/no-value";
import { Terms } from "@/ui/terms";
import styles from "../net-worth.module.css";

/** The total with its groups, its change, and what is not in it. */
export function Headline({ worth }: { worth: NetWorth }) {
  const { total, change, change_percent: percent, groups, currency } = worth;
  const { missing } = total.completeness;
  const net = (value: number | string | null | undefined) =>
    typeof value === "number" ? <Net minor={value} currency={currency} /> : "no value";
  const size = (value: number | string | null) =>
    typeof value === "number" ? <Net minor={Math.abs(value)} currency={currency} /> : "no value";
  return (
    <div className={styles.headline}>
      <h2 id="h-net-worth" className="secondary">
        Net worth, {formatDay(worth.as_of)}
      </h2>
      <ExplainFigure figure={total} action={needsRates(worth) && <Link to="/settings">Get rates</Link>}>
        {typeof total.value === "number" ? (
          <Figure minor={total.value} currency={currency} />
        ) : (
          <span className={styles.noTotal}>No value</span>
        )}
      </ExplainFigure>
      {typeof change.value === "number" ? (
        <p className="small secondary tabular">
          <ExplainFigure figure={change} className="medium">
            <Net minor={change.value} currency={currency} signed />
          </ExplainFigure>{" "}
          since {formatDay(worth.compared_on)}
          {percent.value !== null && `, ${formatValue(percent.value, "percent")}`}
        </p>
      ) : (
        total.value !== null && <NoValue reason="of the change: a part was not known then" />
      )}
      <Terms
        caption="How net worth is computed"
        className={styles.terms}
        terms={[
          ...groups.map(({ name, figure }, at) => {
            const isDebt = Number(figure.value ?? figure.known_value ?? 0) < 0 || isDebtGroup(name);
            return {
              sign: isDebt ? ("−" as const) : at === 0 ? ("" as const) : ("+" as const),
              label: <a href={`#${name}`}>{figure.label}</a>,
              value: figure.value === null ? "no value" : size(figure.value),
            };
          }),
          total.value === null
            ? { sign: "=", label: "Known so far", value: net(total.known_value) }
            : { sign: "=", label: "Net worth", value: net(total.value) },
        ]}
      />
      {missing.map(({ what, why }) => (
        <p key={`${what}${why}`} className={styles.note}>
          <Icon of={Info} small />
          <span>
            {what}: {why}
          </span>
        </p>
      ))}
      {needsRates(worth) && (
        <p className={styles.note}>
          <Link className="link" to="/settings">
            Get or enter exchange rates
          </Link>
        </p>
      )}
    </div>
  );
}

export function isDebtGroup(name: string): boolean {
  return name === "cards" || name === "loans";
}

function needsRates({ items }: NetWorth): boolean {
  return items.some((item) => item.own_minor !== null && item.figure.value === null);
}
