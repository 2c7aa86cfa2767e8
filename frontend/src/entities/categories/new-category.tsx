import { type FormEvent, useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { Select } from "@/ui/select";
import categoryPickerStyles from "./category-picker.module.css";
import { useCreateCategory } from "./queries";
import { isNameTaken } from "./search";

const TOP = "(top)";

interface Props {
  name: string;
  all: readonly Category[];
  onMade: (category: Category) => void;
  onCancel: () => void;
}

/** A new category, under a parent or as a new group of its own. */
export function NewCategoryForm({ name: typed, all, onMade, onCancel }: Props) {
  const [name, setName] = useState(typed.trim());
  const [parent, setParent] = useState(TOP);
  const [isRecurring, setRecurring] = useState(false);
  const create = useCreateCategory();
  const parentKey = parent === TOP ? null : parent;
  const taken = isNameTaken(all, name, parentKey);
  const parents = all.filter((category) => category.parent_id === null && !category.is_archived);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim() || taken) return;
    create.mutate(
      { display_name: name.trim(), parent_short_desc: parentKey, is_recurring: isRecurring },
      { onSuccess: onMade },
    );
  }

  return (
    <form
      className={cx(formStyles.form, categoryPickerStyles.form)}
      onSubmit={submit}
      aria-label="New category"
    >
      <Field
        label="Name"
        error={
          taken ? "A category with this name already exists." : create.error && sentenceFor(create.error)
        }
      >
        {(ids) => <Input {...ids} value={name} onChange={(event) => setName(event.target.value)} autoFocus />}
      </Field>
      <Field label="Parent category">
        {(ids) => (
          <Select
            {...ids}
            label="Parent category"
            value={parent}
            onChange={setParent}
            options={[
              { value: TOP, label: "None (new group)" },
              ...parents.map((category) => ({ value: category.short_desc, label: category.display_name })),
            ]}
          />
        )}
      </Field>
      <Check checked={isRecurring} onChange={(event) => setRecurring(event.target.checked)}>
        Recurring
      </Check>
      <div className="inline-row">
        <Button onClick={onCancel}>Back</Button>
        <Button kind="primary" type="submit" disabled={create.isPending || !name.trim()}>
          Create and select
        </Button>
      </div>
    </form>
  );
}
