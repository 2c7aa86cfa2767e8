import { ChevronRight, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { isFixed } from "@/entities/categories/fixed";
import { useCategories } from "@/entities/categories/queries";
import { lastDayOf } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { PaceBar } from "@/ui/pace-bar";
import { monthShare, shownDay, type Today } from "../model";

/** The budgets that are used most. */
export function BudgetGlance({ today }: { today: Today }) {
  const { budget, currency, month } = today;
  const { data: categories = [] } = useCategories();
  const shown = shownDay(today);
  const day = Number(shown.slice(8));
  const days = Number(lastDayOf(month).slice(8));
  return (
    <section aria-labelledby="h-bud">
      <div className="sec-h">
        <h2 id="h-bud">
          Budget, day {day} of {days}
        </h2>
        <span className="end key">
          <span className="tick" />
          today
        </span>
      </div>
      {budget.lines.length === 0 && <p className="ink2">No budgets this month.</p>}
      <ul className="paces">
        {budget.lines.map((line) => (
          <li key={line.category_id}>
            <span className="hstack">
              <CategoryDot color={line.color} />
              <span className="med">{line.category_name}</span>
            </span>
            {line.remaining_minor < 0 ? (
              <span className="small num dangt">
                <Icon of={CircleAlert} small /> over by{" "}
                <Amount minor={-line.remaining_minor} currency={currency} />
              </span>
            ) : (
              <span className="small num ink2">
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
      <Link className="linkbtn" to="/budget">
        {budget.lines.length ? "Budget" : "Set a budget"} <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
