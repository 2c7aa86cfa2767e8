import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { nameOf as payeeOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import listStyles from "@/ui/list.module.css";
import styles from "../categories.module.css";
import { describeMatches, type RulePreview } from "../rules-model";

interface Props {
  preview: RulePreview | undefined;
  isStale: boolean;
  category: string | null;
  numberOf: (ruleId: number) => number;
  nameOf: (ruleId: number) => string;
}

/** Which past transactions a rule would change, which stay and why. */
export function RulePreviewPanel({ preview, isStale, category, numberOf, nameOf }: Props) {
  const to = useCategoryMap().get(category ?? "");
  if (!preview)
    return <p className={cx("small muted", styles.past)}>Past transactions appear here while you write.</p>;
  const taken = preview.taken.reduce((sum, each) => sum + each.count, 0);
  const parts = [
    { name: "Would change", count: preview.would_change, className: styles.changes },
    { name: "Already so", count: preview.already, className: styles.already },
    { name: "Yours, stay", count: preview.yours, className: styles.yours },
    { name: "Earlier rules", count: taken, className: styles.taken },
  ].filter((part) => part.count > 0);
  return (
    <section className={styles.past} aria-label="Past transactions" aria-busy={isStale}>
      <p className={styles.matched}>
        <span className="medium" role="status">
          {describeMatches(preview)}
        </span>
        <span className="small muted tabular">in {preview.duration_ms} ms</span>
      </p>
      {preview.matched > 0 && (
        <>
          <div className={styles.shareBar} aria-hidden="true">
            {parts.map((part) => (
              <span key={part.name} className={part.className} style={{ flexGrow: part.count }} />
            ))}
          </div>
          <ul className={styles.shareNames}>
            {parts.map((part) => (
              <li key={part.name}>
                <i className={part.className} aria-hidden="true" />
                {part.name} <span className="tabular muted">{formatCount(part.count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {preview.taken.map((each) => (
        <p key={each.rule_id} className="small">
          Rule {numberOf(each.rule_id)} “{nameOf(each.rule_id)}” is first and takes {formatCount(each.count)}.
        </p>
      ))}
      <ul className={listStyles.list} aria-label="Newest that would change">
        {preview.items.map((row) => (
          <li key={row.id}>
            <span className={cx("tabular muted", styles.date)}>{formatDay(row.on)}</span>
            <span className="truncate grow">{payeeOf(row)}</span>
            {to && row.category_short_desc !== to.short_desc && (
              <span className={cx(categoryNameStyles.category, styles.category, "small")}>
                <s>{row.category_name ?? "no category"}</s>
                <span aria-hidden="true"> → </span>
                <CategoryName name={to.display_name} parent={null} color={to.color} kind={to.kind} />
              </span>
            )}
            <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
          </li>
        ))}
      </ul>
      {to && preview.moved.length > 0 && (
        <p className="small muted">
          Moves to {to.display_name}:{" "}
          {preview.moved
            .slice(0, 4)
            .map(
              (each) =>
                `${formatSize(each.amount_minor, each.currency)} ${each.category_name ? `from ${each.category_name}` : "without a category"}`,
            )
            .join(", ")}
          .
        </p>
      )}
    </section>
  );
}
