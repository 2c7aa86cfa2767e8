import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { NO_CATEGORY, rowsOfCategory } from "@/entities/transactions/counted";
import { minorDigits } from "@/kit/money";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import listStyles from "@/ui/list.module.css";
import { CategoryDot } from "@/ui/marks";
import { SectionHeader } from "@/ui/section-header";
import styles from "../budget.module.css";
import { monthShown, type Overview, roundUp, type Spent } from "../model";
import type { BudgetActions } from "../queries";

interface Props {
  rows: readonly Spent[];
  overview: Overview;
  actions: BudgetActions;
}

/** What was spent where there is no budget; each can be given one. */
export function Unbudgeted({ rows, overview, actions }: Props) {
  if (!rows.length) return null;
  const month = overview.plan_id === null ? monthShown(overview) : null;
  return (
    <section className={styles.unbudgeted} id="unbudgeted" aria-labelledby="h-unbud">
      <SectionHeader id="h-unbud" title="Without a budget" />
      <ul className={listStyles.list}>
        {rows.map((row) => (
          <li key={row.id}>
            <CategoryDot color={row.color ?? row.parent_color} />
            <span className="truncate grow">
              {row.id !== row.parent_id && <span className="muted">{row.parent_display_name} › </span>}
              {row.display_name}
            </span>
            <Link
              className={buttonStyles.link}
              to={`/data?${toQuery({ ...rowsOfCategory(row.id), start_date: overview.start, end_date: overview.end })}`}
            >
              <span className="visually-hidden">Transactions in {row.display_name}: </span>
              <Amount minor={row.total_minor} currency={row.currency} />
            </Link>
            {month !== null && row.id !== NO_CATEGORY && (
              <SetButton row={row} month={month} actions={actions} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SetButton({ row, month, actions }: { row: Spent; month: string; actions: BudgetActions }) {
  const unit = 10 ** minorDigits(row.currency);
  const amount = roundUp(Math.max(row.usual_minor ?? 0, row.total_minor, unit), unit);
  return (
    <Button
      small
      onClick={() =>
        void actions.set(
          { category_short_desc: row.short_desc, name: row.display_name, month, amount_minor: amount },
          `Budget of ${row.display_name} set`,
        )
      }
    >
      <span className="visually-hidden">{row.display_name}: </span>
      Budget <Amount minor={amount} currency={row.currency} />
    </Button>
  );
}
