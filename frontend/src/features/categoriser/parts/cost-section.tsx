import { Link } from "react-router";
import type { AiMonth, AiState } from "@/api/types";
import { formatMonth } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { classOf } from "@/ui/button";
import { Progress } from "@/ui/progress";
import styles from "../categoriser.module.css";
import { formatMicroUsd, priceWords, shareOfLimit } from "../model";
import measures from "./measures.module.css";

/** What AI cost this month against the limit, and in the months before. */
export function CostSection({ state }: { state: AiState }) {
  const [month] = state.months;
  if (!month) return null;
  const isPriced = state.input_price_cents !== null || state.provider === "off";
  const limit = isPriced
    ? `$${formatCount(state.monthly_dollars)}`
    : `${formatCount(state.monthly_tokens)} tokens`;
  const spent = isPriced ? formatMicroUsd(month.cost_micro_usd) : formatCount(month.unpriced_tokens);
  return (
    <section className={styles.section} aria-labelledby="h-cost">
      <div className={styles.heading}>
        <h2 id="h-cost">Cost</h2>
        <span className="muted">{priceWords(state)}</span>
      </div>
      <p className={measures.spent}>
        <span className={measures.figure}>{spent}</span>
        <span className="secondary tabular">
          of {limit} in {formatMonth(month.month, "long")}
        </span>
      </p>
      <Progress
        label="Share of the monthly limit"
        done={Math.round(shareOfLimit(state, month) * 1000)}
        total={1000}
        thin
      />
      <table className={measures.months}>
        <caption className="visually-hidden">Cost of AI by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className={measures.number}>
              Calls
            </th>
            <th scope="col" className={measures.number}>
              Accepted
            </th>
            <th scope="col" className={measures.number}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {state.months.map((each) => (
            <MonthRow key={each.month} month={each} />
          ))}
        </tbody>
      </table>
      <p className={styles.acts}>
        <Link className={classOf("default", true)} to="/settings">
          Change limit
        </Link>
      </p>
    </section>
  );
}

function MonthRow({ month }: { month: AiMonth }) {
  return (
    <tr>
      <th scope="row">{formatMonth(month.month)}</th>
      <td className={measures.number}>{formatCount(month.calls)}</td>
      <td className={measures.number}>
        {month.suggested > 0 ? (
          `${formatCount(month.accepted)} of ${formatCount(month.suggested)}`
        ) : (
          <span className="muted">–</span>
        )}
      </td>
      <td className={measures.number}>
        {formatMicroUsd(month.cost_micro_usd)}
        {month.unpriced_tokens > 0 && (
          <span className="muted"> and {formatCount(month.unpriced_tokens)} tokens</span>
        )}
      </td>
    </tr>
  );
}
