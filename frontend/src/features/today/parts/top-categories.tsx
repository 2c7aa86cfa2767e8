import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { LegendEntry } from "@/charts/legend";
import { rowsOfParent } from "@/entities/transactions/counted";
import { cx } from "@/kit/cx";
import { lastDayOf } from "@/kit/dates";
import { Amount, Net } from "@/ui/amount";
import { ShareBar } from "@/ui/bars";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import type { Today } from "../model";
import styles from "../today.module.css";

/** Where most of it went, each beside what a whole month usually takes. */
export function TopCategories({ today }: { today: Today }) {
  const { top_categories: top, currency, month } = today;
  if (!top.length) return null;
  const longest = Math.max(1, ...top.map((one) => Math.max(one.total_minor, one.usual_minor ?? 0)));
  const days = { start_date: `${month}-01`, end_date: lastDayOf(month) };
  return (
    <section aria-labelledby="h-top">
      <SectionHeader
        id="h-top"
        title="Where it went"
        end={<LegendEntry mark="tick">a usual month</LegendEntry>}
      />
      <ul className={styles.categories}>
        {top.map((one) => (
          <li key={one.category_id}>
            <span className="inline-row">
              <CategoryDot color={one.color} />
              <span className="truncate">{one.display_name}</span>
            </span>
            <ShareBar
              share={one.total_minor / longest}
              color={one.color}
              tick={one.usual_minor === null ? null : one.usual_minor / longest}
            />
            <Link
              className={cx(tableStyles.amountLink, styles.amount, "align-right")}
              to={`/data?${toQuery({ ...rowsOfParent(one.category_id), ...days })}`}
            >
              <span className="visually-hidden">Transactions in {one.display_name}: </span>
              <Net minor={one.total_minor} currency={currency} />
            </Link>
            <span className={cx("small muted align-right", styles.usual)}>
              {one.usual_minor !== null && (
                <>
                  usually <Amount minor={one.usual_minor} currency={currency} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Link className={buttonStyles.link} to={`/spending?month=${month}`}>
        All spending <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
