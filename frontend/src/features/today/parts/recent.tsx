import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { TierBadge } from "@/ui/marks";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import type { Today } from "../model";
import styles from "../today.module.css";

/** The newest rows there are. */
export function Recent({ today }: { today: Today }) {
  const categories = useCategoryMap();
  if (!today.recent.length) return null;
  const isFromOtherYear = today.recent.some(({ on }) => on.slice(0, 4) !== today.as_of.slice(0, 4));
  return (
    <section aria-labelledby="h-recent">
      <SectionHeader id="h-recent" title="Recent transactions" />
      <table className={cx(tableStyles.table, styles.recent)}>
        <caption className="visually-hidden">Recent transactions</caption>
        <colgroup>
          <col className={cx(styles.date, isFromOtherYear && styles.withYear)} />
          <col />
          <col className={styles.category} />
          <col className={styles.status} />
          <col className={styles.amountColumn} />
        </colgroup>
        <tbody>
          {today.recent.map((row) => {
            const key = row.category_short_desc ?? row.predicted_category_short_desc;
            return (
              <tr key={row.id}>
                <td className={cx("tabular muted", styles.date)}>{formatDay(row.on, today.as_of)}</td>
                <th scope="row">
                  <Link
                    className={cx(tableStyles.amountLink, styles.amount, "medium")}
                    to={`/data?merchant_key=${encodeURIComponent(row.merchant_key)}`}
                  >
                    {nameOf(row)}
                  </Link>
                </th>
                <td className={styles.category}>
                  <span className={categoryNameStyles.category}>
                    <CategoryName
                      name={row.category_name ?? row.predicted_category_name ?? "No category"}
                      parent={null}
                      color={row.category_color ?? row.predicted_category_color}
                      kind={categories.get(key ?? "")?.kind}
                    />
                  </span>
                </td>
                <td className={styles.status}>
                  <TierBadge tier={row.categorization_tier} source={row.source} />
                </td>
                <td className="align-right">
                  <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Link className={buttonStyles.link} to="/data">
        All transactions <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
