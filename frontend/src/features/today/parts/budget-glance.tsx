import { ChevronRight, CircleAlert, Gauge, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { LegendEntry } from "@/charts/legend";
import { isFixed } from "@/entities/categories/fixed";
import { useCategories } from "@/entities/categories/queries";
import { lastDayOf } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { PaceBar } from "@/ui/pace-bar";
import { SectionHeader } from "@/ui/section-header";
import { monthShare, shownDay, type Today } from "../model";
import styles from "../today.module.css";

/** The budgets that are used most. */
export function BudgetGlance({ today }: { today: Today }) {
  const { budget, currency, month } = today;
  const { data: categories = [] } = useCategories();
  const shown = shownDay(today);
  const day = Number(shown.slice(8));
  const days = Number(lastDayOf(month).slice(8));
  return (
    <section aria-labelledby="h-bud">
      <SectionHeader
        id="h-bud"
        title={`Budget, day ${day} of ${days}`}
        end={<LegendEntry mark="tick">today</LegendEntry>}
      />
      {budget.lines.length === 0 && <p className="secondary">No budgets this month.</p>}
      {budget.alerts.length > 0 && (
        <ul className="small" aria-label="Budget alerts">
          {budget.alerts.map((alert) => (
            <li
              key={`${alert.category_id}-${alert.starts_on}`}
              className={alert.threshold_percent > 80 ? "warning-text" : "secondary"}
            >
              <Icon of={alert.threshold_percent > 80 ? TriangleAlert : Gauge} small /> {alert.category_name}{" "}
              {alert.threshold_percent === 100
                ? "is used up"
                : `is ${alert.threshold_percent > 100 ? "over" : "past"} ${alert.threshold_percent}%`}
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.budgets}>
        {budget.lines.map((line) => (
          <li key={line.category_id}>
            <span className="inline-row">
              <CategoryDot color={line.color} />
              <span className="medium">{line.category_name}</span>
            </span>
            {line.remaining_minor < 0 ? (
              <span className="small tabular danger-text">
                <Icon of={CircleAlert} small /> over by{" "}
                <Amount minor={-line.remaining_minor} currency={currency} />
              </span>
            ) : (
              <span className="small tabular secondary">
                <Amount minor={line.remaining_minor} currency={currency} /> left
              </span>
            )}
            <PaceBar
              available={line.spent_minor + line.remaining_minor}
              spent={line.spent_minor}
              pace={isFixed(line.category_id, categories) ? null : monthShare(shown)}
            />
          </li>
        ))}
      </ul>
      <Link className={buttonStyles.link} to="/budget">
        {budget.lines.length ? "Budget" : "Set a budget"} <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
