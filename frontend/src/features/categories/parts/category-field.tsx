import { useState } from "react";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { Field } from "@/ui/field";

interface Props {
  value: string | null;
  error: string | null;
  onChange: (key: string) => void;
}

/** Where a rule files its rows. */
export function CategoryField({ value, error, onChange }: Props) {
  const [isPicking, setPicking] = useState(false);
  const category = useCategoryMap().get(value ?? "");
  return (
    <Field label="Category" error={error}>
      {(ids) => (
        <CategoryPicker
          isOpen={isPicking}
          onOpenChange={setPicking}
          onChoose={(chosen) => onChange(chosen.short_desc)}
          trigger={
            <CategoryChip
              {...ids}
              name={category?.display_name ?? null}
              color={category?.color ?? null}
              kind={category?.kind}
            />
          }
        />
      )}
    </Field>
  );
}
