import { sentenceFor } from "@/api/errors";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { useDebounced } from "@/kit/use-debounced";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import listStyles from "@/ui/list.module.css";
import styles from "../categories.module.css";
import { useTrial } from "../queries";

const PAUSE_MS = 250;

/** How many of the rows there are a rule would catch, and the newest of them; asked while one types. */
export function Trial({ path, trial }: { path: string; trial: Readonly<Record<string, unknown>> | null }) {
  const text = useDebounced(trial && JSON.stringify(trial), PAUSE_MS);
  const asked = useTrial(path, text && (JSON.parse(text) as unknown));
  if (!text)
    return (
      <p className={cx("small muted", styles.trial)}>
        Matching transactions appear here once the rule is complete.
      </p>
    );
  return (
    <div className={styles.trial} aria-busy={asked.isFetching}>
      <p role="status" className="medium">
        {asked.isError
          ? sentenceFor(asked.error)
          : asked.data
            ? `Matches ${count(asked.data.count, "transaction")}`
            : "Loading…"}
      </p>
      {!asked.isError && asked.data && asked.data.items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ul className={listStyles.list} tabIndex={0} aria-label="Newest matches">
          {asked.data.items.map((row) => (
            <li key={row.id}>
              <span className={cx("tabular muted", styles.date)}>{formatDay(row.on)}</span>
              <span className="truncate grow">{nameOf(row)}</span>
              <span className={cx(categoryNameStyles.category, styles.category, "small")}>
                <CategoryName
                  name={row.category_name ?? row.predicted_category_name ?? "No category"}
                  parent={null}
                  color={row.category_color ?? row.predicted_category_color}
                />
              </span>
              <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
