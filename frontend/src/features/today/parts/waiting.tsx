import { Check, CornerDownLeft } from "lucide-react";
import { Link } from "react-router";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { ConfidenceBars, TierBadge } from "@/ui/marks";
import tableStyles from "@/ui/table.module.css";
import { useCurrent } from "@/ui/use-current";
import type { Today } from "../model";
import type { useAccept } from "../queries";
import styles from "../today.module.css";

/** The newest rows that wait, each accepted by one key. */
export function Waiting({ today, accept }: { today: Today; accept: ReturnType<typeof useAccept> }) {
  const categories = useCategoryMap();
  const rows = today.waiting;
  const { current, moveTo } = useCurrent(
    rows.map(({ id }) => String(id)),
    [
      {
        keys: "Enter",
        label: "Accept the current row",
        run: () => {
          const row = rows.find(({ id }) => String(id) === current);
          if (row?.predicted_category_short_desc && !accept.one.isPending) accept.one.mutate(row);
        },
      },
    ],
  );
  if (!rows.length) return null;
  const more = today.to_review - rows.length;
  return (
    <>
      <table className={cx(tableStyles.table, styles.recent, styles.waiting)}>
        <caption className="visually-hidden">Transactions that wait for review</caption>
        <colgroup>
          <col />
          <col className={styles.date} />
          <col className={styles.category} />
          <col className={styles.status} />
          <col className={styles.amountColumn} />
          <col className={styles.act} />
        </colgroup>
        <tbody>
          {rows.map((row) => {
            const isCurrent = String(row.id) === current;
            const share = row.prediction_confidence;
            return (
              <tr
                key={row.id}
                data-row={row.id}
                className={cx(isCurrent && tableStyles.current)}
                onMouseEnter={() => moveTo(String(row.id))}
              >
                <th scope="row" className="truncate medium">
                  {nameOf(row)}
                </th>
                <td className="small muted tabular">{formatDay(row.on, today.as_of)}</td>
                <td className={styles.category}>
                  {row.predicted_category_name ? (
                    <span className={categoryNameStyles.category}>
                      <CategoryName
                        name={row.predicted_category_name}
                        parent={null}
                        color={row.predicted_category_color}
                        kind={categories.get(row.predicted_category_short_desc ?? "")?.kind}
                      />
                    </span>
                  ) : (
                    <span className="small muted">No suggestion</span>
                  )}
                </td>
                <td className={styles.status}>
                  <span className="inline-row">
                    {row.predicted_category_name && <TierBadge tier={row.categorization_tier} />}
                    {share !== null && <ConfidenceBars share={share} />}
                  </span>
                </td>
                <td className="align-right">
                  <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
                </td>
                <td className={styles.act}>
                  {row.predicted_category_name && (
                    <IconButton
                      small
                      icon={isCurrent ? CornerDownLeft : Check}
                      kind={isCurrent ? "primary" : "ghost"}
                      keys="Enter"
                      label={`Accept ${row.predicted_category_name} for ${nameOf(row)}`}
                      disabled={accept.one.isPending}
                      onClick={() => accept.one.mutate(row)}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more > 0 && (
        <Link className={buttonStyles.link} to="/review">
          {formatCount(more)} more to review
        </Link>
      )}
    </>
  );
}
