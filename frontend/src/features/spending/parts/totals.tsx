import type { ReactNode } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { addMonths, formatDay } from "@/kit/dates";
import { formatMonth } from "@/kit/month-names";
import { count } from "@/kit/words";
import { Amount, Figure, Net } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
import { Delta } from "@/ui/delta";
import { ExplainFigure } from "@/ui/explain-figure";
import { coverage } from "../period";
import styles from "../spending.module.css";
import type { SpendingPageState } from "../use-spending-page";

/** What was spent, and what it stands beside. */
export function Totals({ page }: { page: SpendingPageState }) {
  const { period, asOf, currency, spent, usualToDate, lastYear, likely, refunds } = page;
  const waiting = page.toReview + page.staged;
  const inThese = toQuery({ ...page.days, account_id: page.account });
  return (
    <div className={styles.totals}>
      <h2 className="secondary">Spent, {coverage(period, asOf)}</h2>
      {page.spentFigure ? (
        <ExplainFigure figure={page.spentFigure}>
          <Figure minor={spent} currency={currency} />
        </ExplainFigure>
      ) : (
        <Figure minor={spent} currency={currency} />
      )}
      <dl>
        {usualToDate !== null && (
          <>
            <Term label={page.isRunningMonth ? `Usual by day ${Number(asOf.slice(8))}` : "Usual month"}>
              <Amount minor={usualToDate} currency={currency} />
            </Term>
            <Term label="Compared with usual">
              <Delta minor={spent} than={usualToDate} currency={currency} />
            </Term>
          </>
        )}
        {lastYear !== null && (
          <Term label={yearAgo(period.kind, period.first)}>
            <Net minor={lastYear} currency={currency} />
          </Term>
        )}
        {likely !== null && (
          <Term label={`Likely by ${formatDay(period.last, asOf)}`}>
            <Amount minor={likely} currency={currency} />
          </Term>
        )}
        <Term label="Refunds subtracted">
          <Amount minor={refunds} currency={currency} />
        </Term>
      </dl>
      <OtherCurrencies page={page} />
      {waiting > 0 && (
        <p className="small muted">
          <Link className="link" to={`/review?${page.toReview > 0 ? "" : "tab=staged&"}${inThese}`}>
            {count(waiting, "transaction")} {page.toReview > 0 ? "to review" : "to confirm"}
          </Link>{" "}
          {waiting === 1 ? "is" : "are"} not counted yet.
        </p>
      )}
    </div>
  );
}

/** Currencies are never added: each other one leads to its own view. */
function OtherCurrencies({ page }: { page: SpendingPageState }) {
  if (!page.otherCurrencies.length) return null;
  return (
    <p className="small secondary">
      Not in this total:{" "}
      {page.otherCurrencies.map((other, at) => (
        <span key={other.currency}>
          {at > 0 && " · "}
          <button
            type="button"
            className={buttonStyles.link}
            onClick={() => page.put("currency", other.currency)}
          >
            <Net minor={other.spent_minor} currency={other.currency} />
            <span className="visually-hidden"> spent in {other.currency}</span>
          </button>
        </span>
      ))}
    </p>
  );
}

function Term({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

function yearAgo(kind: string, first: string): string {
  if (kind === "month") return formatMonth(addMonths(first.slice(0, 7), -12), "long");
  return kind === "year" ? `Same months of ${Number(first.slice(0, 4)) - 1}` : "Same months a year ago";
}
