import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { usesInWords } from "../model";
import { type TaxonomyActions, useMergePreview } from "../queries";

interface Props {
  category: Category;
  actions: TaxonomyActions;
  onClose: () => void;
}

/** Files everything of one category under another. What that touches is counted before. */
export function MergeDialog({ category, actions, onClose }: Props) {
  const [target, setTarget] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const isSame = target?.id === category.id;
  const preview = useMergePreview(category.short_desc, isSame ? null : (target?.short_desc ?? null));
  const uses = preview.data && usesInWords({ ...preview.data });
  const error = isSame ? "Choose a different category." : preview.isError ? sentenceFor(preview.error) : null;
  return (
    <Dialog
      title={`Merge ${category.display_name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={!target || !preview.data || error !== null}
            onClick={() => {
              onClose();
              if (target) void actions.merge(category, target);
            }}
          >
            {preview.data ? `Move ${count(preview.data.transactions, "transaction")} and merge` : "Merge"}
          </Button>
        </>
      }
    >
      <div className="form">
        <Field label="Into" error={error}>
          {(ids) => (
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={setTarget}
              trigger={
                <CategoryChip
                  {...ids}
                  name={target?.display_name ?? null}
                  color={target?.color ?? null}
                  kind={target?.kind}
                />
              }
            />
          )}
        </Field>
        <p role="status">
          {preview.data &&
            target &&
            `${uses ? `${uses} will move to ${target.display_name}.` : "Nothing uses it yet."} ${category.display_name} will be removed.`}
          {!target && "Its transactions, suggestions, rules and budgets move with it."}
        </p>
      </div>
    </Dialog>
  );
}
