import { type FormEvent, useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { isNameTaken } from "@/entities/categories/search";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { Select } from "@/ui/select";
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

  async function submit(event: FormEvent) {
    event.preventDefault();
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
    <Dialog
      title="New category"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-category">
            Add category
          </Button>
        </>
      }
    >
      <form id="new-category" className={formStyles.form} onSubmit={(event) => void submit(event)}>
        <Field label="Name" error={isTaken ? "A category with this name already exists." : refusal}>
          {(ids) => (
            <Input
              {...ids}
              value={name}
              autoFocus
              isBad={isTaken || refusal !== null}
              onChange={(event) => {
                setName(event.target.value);
                setRefusal(null);
              }}
            />
          )}
        </Field>
        <div className={formStyles.twoColumns}>
          <Field label="Parent category">
            {(ids) => (
              <Select
                {...ids}
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
            )}
          </Field>
          {parentKey === null && (
            <Field label="Type">
              {(ids) => <Select {...ids} label="Type" value={kind} onChange={setKind} options={KINDS} />}
            </Field>
          )}
        </div>
        <Check checked={isRecurring} onChange={(event) => setRecurring(event.target.checked)}>
          Recurring
        </Check>
      </form>
    </Dialog>
  );
}
