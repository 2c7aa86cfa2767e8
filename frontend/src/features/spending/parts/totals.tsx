import type { ReactNode } from "react";
import { Link } from "react-router";
import { useStats } from "@/entities/app/queries";
import { addMonths, formatDay } from "@/kit/dates";
import { formatMonth } from "@/kit/month-names";
import { count } from "@/kit/words";
import { Amount, Figure, Net } from "@/ui/amount";
import { Delta } from "@/ui/delta";
import { coverage } from "../period";
import type { SpendingPageState } from "../use-spending-page";

/** What was spent, and what it stands beside. */
export function Totals({ page }: { page: SpendingPageState }) {
  const { period, asOf, currency, spent, usualToDate, lastYear, likely, refunds } = page;
  const waiting = useStats().data?.pending_review ?? 0;
  return (
    <div className="tot">
      <h2 className="ink2">Spent, {coverage(period, asOf)}</h2>
      <Figure minor={spent} currency={currency} />
      <dl>
        {usualToDate !== null && (
          <>
            <Term label={page.isRunningMonth ? `Usual by day ${Number(asOf.slice(8))}` : "Usual month"}>
              <Amount minor={usualToDate} currency={currency} />
            </Term>
            <Term label="Against usual">
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
        <Term label="Refunds taken off">
          <Amount minor={refunds} currency={currency} />
        </Term>
      </dl>
      {waiting > 0 && (
        <p className="small ink3">
          <Link className="link" to="/review">
            {count(waiting, "row")} to review
          </Link>{" "}
          {waiting === 1 ? "is" : "are"} not counted yet.
        </p>
      )}
    </div>
  );
}

function Term({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

function yearAgo(kind: string, first: string): string {
  if (kind === "month") return formatMonth(addMonths(first.slice(0, 7), -12), "long");
  return kind === "year" ? `Same months of ${Number(first.slice(0, 4)) - 1}` : "Same months a year ago";
}
