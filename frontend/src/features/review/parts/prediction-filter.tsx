import { useMemo } from "react";
import type { Transaction } from "@/api/types";
import { useCategories } from "@/entities/categories/queries";
import type { useRowFilter } from "@/entities/transactions/use-filter";
import { cx } from "@/kit/cx";
import { Choices, FilterButton } from "@/ui/filter-button";
import { CategoryDot } from "@/ui/marks";
import styles from "../review.module.css";

interface Props {
  filters: ReturnType<typeof useRowFilter>;
  rows: readonly Transaction[];
}

/** By predicted category, parents with what is under them. Counts are of the rows that are shown. */
export function PredictionFilter({ filters, rows }: Props) {
  const { filter, change } = filters;
  const { data: categories = [] } = useCategories();
  const counts = useMemo(() => {
    const found = new Map<number, number>();
    for (const row of rows) {
      if (row.predicted_category_id === null) continue;
      const own = categories.find((category) => category.id === row.predicted_category_id);
      for (const id of [row.predicted_category_id, own?.parent_id ?? null])
        if (id !== null) found.set(id, (found.get(id) ?? 0) + 1);
    }
    return found;
  }, [rows, categories]);
  const chosen = categories.find((category) => String(category.id) === filter.predicted_category_id);
  const offered = categories.filter((category) => counts.has(category.id));
  const ordered = offered
    .filter((category) => category.parent_id === null)
    .flatMap((parent) => [parent, ...offered.filter((category) => category.parent_id === parent.id)]);
  return (
    <FilterButton
      name="Prediction"
      className="hide-on-phone"
      chosen={chosen?.display_name ?? null}
      onClear={() => change({ predicted_category_id: null })}
    >
      {(close) => (
        <Choices
          label="Predicted category"
          value={filter.predicted_category_id}
          options={ordered.map((category) => ({
            value: String(category.id),
            label: (
              <span
                className={category.parent_id === null ? "inline-row medium" : cx("inline-row", styles.under)}
              >
                {category.parent_id === null && <CategoryDot color={category.color} kind={category.kind} />}
                {category.display_name}
              </span>
            ),
            note: counts.get(category.id),
          }))}
          onChoose={(id) => {
            change({ predicted_category_id: id });
            close();
          }}
        />
      )}
    </FilterButton>
  );
}
