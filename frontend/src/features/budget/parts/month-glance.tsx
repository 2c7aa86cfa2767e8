import { LegendEntry } from "@/charts/legend";
import { cx } from "@/kit/cx";
import { addMonths } from "@/kit/dates";
import { formatMonthName } from "@/kit/month-names";
import { Amount, Figure, Net } from "@/ui/amount";
import { PaceBar } from "@/ui/pace-bar";
import { Terms } from "@/ui/terms";
import styles from "../budget.module.css";
import { addSums, type BudgetGroup, perDay, type Summary, sumsOf } from "../model";

/** What is left, the sum that makes it, and how the month goes without what is fixed. */
export function MonthGlance({ summary, groups }: { summary: Summary; groups: readonly BudgetGroup[] }) {
  const { currency, month } = summary;
  const daily = perDay(summary);
  return (
    <section className={styles.summary} aria-label="Month so far">
      <div>
        <h2 className="secondary">
          {summary.day >= summary.days_in_month ? "Left at the end" : "Left to spend"}
        </h2>
        <Figure minor={summary.remaining_minor} currency={currency} />
        {daily && (
          <p className="secondary">
            <Amount minor={daily.minor} currency={currency} /> a day for {daily.days} days
          </p>
        )}
      </div>
      <Terms
        caption="How left to spend is computed"
        className={styles.terms}
        terms={[
          {
            sign: "",
            label: "Budgeted",
            value: <Amount minor={summary.budgeted_minor} currency={currency} />,
          },
          {
            sign: summary.rolled_minor < 0 ? "−" : "+",
            label: `Carried in from ${formatMonthName(addMonths(month, -1), "long")}`,
            value: <Net minor={Math.abs(summary.rolled_minor)} currency={currency} />,
          },
          {
            // More came back than was spent: that is added.
            sign: summary.spent_minor < 0 ? "+" : "−",
            label: "Spent from budgets",
            value: <Net minor={Math.abs(summary.spent_minor)} currency={currency} />,
          },
        ]}
      />
      <Pace summary={summary} groups={groups} />
    </section>
  );
}

function Pace({ summary, groups }: { summary: Summary; groups: readonly BudgetGroup[] }) {
  const { currency } = summary;
  const free = addSums(groups.filter((group) => !group.isFixed).map(sumsOf));
  const available = free.budgeted + free.rolled;
  const share = summary.day / summary.days_in_month;
  const isRunning = summary.day > 0 && share < 1;
  const used = available > 0 ? Math.round((Math.max(0, free.spent) / available) * 100) : 0;
  const unassigned = summary.income_minor - summary.budgeted_minor;
  return (
    <div className="grow">
      {available > 0 && (
        <>
          <div className={cx("inline-row", styles.spread)}>
            <span>
              <span className="medium tabular">{used}% used</span>{" "}
              <span className="muted">without fixed costs</span>
            </span>
            {isRunning && <LegendEntry mark="tick">{Math.round(share * 100)}% of the month gone</LegendEntry>}
          </div>
          <PaceBar available={available} spent={free.spent} pace={isRunning ? share : null} />
          <p className="muted small tabular">
            <Amount minor={free.spent} currency={currency} /> of{" "}
            <Amount minor={available} currency={currency} />
            {available !== summary.budgeted_minor + summary.rolled_minor && (
              <>
                . With fixed costs <Amount minor={summary.spent_minor} currency={currency} /> of{" "}
                <Amount minor={summary.budgeted_minor + summary.rolled_minor} currency={currency} />
              </>
            )}
            .
          </p>
        </>
      )}
      <p className="small tabular secondary">
        Income so far <Amount minor={summary.income_minor} currency={currency} />
        {unassigned > 0 && (
          <>
            , <Amount minor={unassigned} currency={currency} /> not assigned
          </>
        )}
        {summary.unbudgeted_spent_minor > 0 && (
          <>
            . Spent without a budget{" "}
            <a className="link" href="#unbudgeted">
              <Amount minor={summary.unbudgeted_spent_minor} currency={currency} />
            </a>
          </>
        )}
        .
      </p>
    </div>
  );
}
