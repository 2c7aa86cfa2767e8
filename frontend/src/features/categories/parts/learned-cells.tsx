import { Pencil } from "lucide-react";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { dayOf, formatDay } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { Cell } from "@/ui/row-list";
import styles from "../categories.module.css";
import { describeOverruled, isOftenOverruled, type Learned } from "../rules-model";

/** Where the list of this kind is, narrowed to a pattern. */
export function learnedAddress(kind: Learned["kind"], pattern: string): string {
  return `/categories?tab=${kind}${pattern ? `&find=${encodeURIComponent(pattern)}` : ""}`;
}

/** The cells of an amount rule or a learned merchant among the rules. */
export function LearnedCells({ one, onOpen }: { one: Learned; onOpen: () => void }) {
  const category = useCategoryMap().get(one.category_short_desc);
  return (
    <>
      <Cell className={styles.number}>{null}</Cell>
      <Cell className={styles.when}>
        <span className="medium">{one.pattern}</span> <span className="small muted">{one.about}</span>
      </Cell>
      <Cell className={styles.ruleCategory}>
        <span className={cx(categoryNameStyles.category, styles.category)}>
          <CategoryName
            name={one.category_name}
            parent={null}
            color={category?.color ?? null}
            kind={category?.kind}
          />
        </span>
      </Cell>
      <Cell className={cx("align-right tabular", styles.matches)}>{formatCount(one.decided)}</Cell>
      <Cell className={cx(styles.lastMatch, "small muted tabular")}>
        {one.last_matched_at ? formatDay(dayOf(one.last_matched_at)) : "never"}
      </Cell>
      <Cell className={cx(styles.overruled, "small tabular", isOftenOverruled(one) && styles.trouble)}>
        {describeOverruled(one)}
      </Cell>
      <Cell className={styles.actions}>
        <IconButton icon={Pencil} small label={`Open the rule for ${one.pattern}`} onClick={onOpen} />
      </Cell>
    </>
  );
}
