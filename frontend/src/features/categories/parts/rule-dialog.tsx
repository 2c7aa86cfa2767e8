import { type ReactNode, useState } from "react";
import { sentenceFor } from "@/api/errors";
import dialogStyles from "@/ui/dialog.module.css";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { TextField } from "@/ui/form-fields";
import type { TaxonomyActions } from "../queries";
import { CategoryField } from "./category-field";
import { Trial } from "./trial";

interface Props {
  /** "merchant rule", "amount rule" */
  name: string;
  path: string;
  actions: TaxonomyActions;
  id: number | null;
  pattern: string;
  category: string | null;
  /** The rule without its category, as it is saved and tried out; null while a field is missing. */
  toRule: (pattern: string) => Record<string, unknown> | null;
  /** What is saved but does not decide which transactions match. */
  notes?: string | null;
  /** Fields of this kind of rule, with their errors once saving was tried. */
  fields: (isTried: boolean) => ReactNode;
  /** The field beside the category, or before it. */
  beside?: ReactNode;
  onClose: () => void;
}

/** A rule in a form, with the transactions it matches below. */
export function RuleDialog(props: Props) {
  const { name, path, actions, id, toRule, notes, fields, beside, onClose } = props;
  const [pattern, setPattern] = useState(props.pattern);
  const [category, setCategory] = useState(props.category);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = pattern.trim();
  const rule = text ? toRule(text) : null;

  async function submit() {
    setTried(true);
    if (!rule || !category) return;
    const body = { ...rule, category_short_desc: category, ...(notes === undefined ? {} : { notes }) };
    try {
      await actions.keepRule(path, id, body, `Rule for “${text}” ${id === null ? "added" : "changed"}`);
      onClose();
    } catch (error) {
      setRefusal(sentenceFor(error));
    }
  }

  return (
    <FormDialog
      title={id === null ? `New ${name}` : `Edit ${name}`}
      verb={id === null ? "Add rule" : "Save"}
      onSubmit={() => void submit()}
      onClose={onClose}
      className={dialogStyles.wide}
    >
      <TextField
        label="Description"
        value={pattern}
        autoFocus
        error={isTried && !text ? "Enter the text to look for." : refusal}
        onChange={(typed) => {
          setPattern(typed);
          setRefusal(null);
        }}
      />
      {fields(isTried)}
      <div className={formStyles.twoColumns}>
        <CategoryField
          value={category}
          error={isTried && !category ? "Choose a category." : null}
          onChange={setCategory}
        />
        {beside}
      </div>
      <Trial path={path} trial={rule} />
    </FormDialog>
  );
}
