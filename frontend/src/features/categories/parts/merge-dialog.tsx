import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { formatMonth } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { usesInWords } from "../model";
import { type Carried, type CarriedAnswer, type TaxonomyActions, useMergePreview } from "../queries";

interface Props {
  category: Category;
  actions: TaxonomyActions;
  onClose: () => void;
}

/** Files everything of one category under another. What that touches is counted before. */
export function MergeDialog({ category, actions, onClose }: Props) {
  const [target, setTarget] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [isMerging, setMerging] = useState(false);
  const isSame = target?.id === category.id;
  // Once merged there is nothing left to preview.
  const previewed = isSame || isMerging ? null : (target?.short_desc ?? null);
  const preview = useMergePreview(category.short_desc, previewed);
  const uses = preview.data && usesInWords({ ...preview.data });
  const error = isSame ? "Choose a different category." : preview.isError ? sentenceFor(preview.error) : null;
  async function merge(answer?: CarriedAnswer) {
    setMerging(true);
    const question = target && (await actions.merge(category, target, answer));
    setMerging(false);
    if (question) setCarried(question);
    else onClose();
  }
  return (
    <Dialog
      title={`Merge ${category.display_name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {carried ? (
            <>
              <Button onClick={() => void merge("drop")}>Drop it</Button>
              <Button kind="primary" onClick={() => void merge("add")}>
                Add {formatNet(carried.carried_minor, carried.currency)} to {formatMonth(carried.month)}
              </Button>
            </>
          ) : (
            <Button
              kind="primary"
              disabled={!target || !preview.data || error !== null}
              onClick={() => void merge()}
            >
              {preview.data ? `Move ${count(preview.data.transactions, "transaction")} and merge` : "Merge"}
            </Button>
          )}
        </>
      }
    >
      <div className={formStyles.form}>
        <Field label="Into" error={error}>
          {(ids) => (
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={(chosen) => {
                setTarget(chosen);
                setCarried(null);
              }}
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
          {carried && ` ${carried.sentence}`}
          {!target && "Its transactions, suggestions, rules and budgets move with it."}
        </p>
      </div>
    </Dialog>
  );
}
