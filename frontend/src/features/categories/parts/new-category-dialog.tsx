import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { isNameTaken } from "@/entities/categories/search";
import { Check } from "@/ui/checkbox";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import type { TaxonomyActions } from "../queries";

const TOP = "(top)";
const KINDS = [
  { value: "expense", label: "Spending" },
  { value: "income", label: "Income" },
  { value: "transfer", label: "Transfer" },
] as const;

interface Props {
  all: readonly Category[];
  parent: Category | null;
  actions: TaxonomyActions;
  onClose: () => void;
}

export function NewCategoryDialog({ all, parent, actions, onClose }: Props) {
  const [name, setName] = useState("");
  const [under, setUnder] = useState(parent?.short_desc ?? TOP);
  const [kind, setKind] = useState<Category["kind"]>("expense");
  const [isRecurring, setRecurring] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const parentKey = under === TOP ? null : under;
  const isTaken = isNameTaken(all, name, parentKey);

  async function submit() {
    if (!name.trim()) return setRefusal("Enter a name.");
    if (isTaken) return;
    try {
      await actions.create({
        display_name: name.trim(),
        parent_short_desc: parentKey,
        is_recurring: isRecurring,
        ...(parentKey ? {} : { kind }),
      });
      onClose();
    } catch (error) {
      setRefusal(sentenceFor(error));
    }
  }

  return (
    <FormDialog title="New category" verb="Add category" onSubmit={() => void submit()} onClose={onClose}>
      <TextField
        label="Name"
        error={isTaken ? "A category with this name already exists." : refusal}
        value={name}
        autoFocus
        onChange={(typed) => {
          setName(typed);
          setRefusal(null);
        }}
      />
      <div className={formStyles.twoColumns}>
        <SelectField
          label="Parent category"
          value={under}
          onChange={setUnder}
          options={[
            { value: TOP, label: "None (top level)" },
            ...all
              .filter((one) => one.parent_id === null && !one.is_archived)
              .map((one) => ({ value: one.short_desc, label: one.display_name })),
          ]}
        />
        {parentKey === null && <SelectField label="Type" value={kind} onChange={setKind} options={KINDS} />}
      </div>
      <Check checked={isRecurring} onChange={(event) => setRecurring(event.target.checked)}>
        Recurring
      </Check>
    </FormDialog>
  );
}
