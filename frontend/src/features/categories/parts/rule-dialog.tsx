import { type FormEvent, type ReactNode, useState } from "react";
import { sentenceFor } from "@/api/errors";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import dialogStyles from "@/ui/dialog.module.css";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
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

  async function submit(event: FormEvent) {
    event.preventDefault();
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
    <Dialog
      title={id === null ? `New ${name}` : `Edit ${name}`}
      isOpen
      onClose={onClose}
      className={dialogStyles.wide}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="rule-form">
            {id === null ? "Add rule" : "Save"}
          </Button>
        </>
      }
    >
      <form id="rule-form" className={formStyles.form} onSubmit={(event) => void submit(event)}>
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
      </form>
    </Dialog>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error?: string | null;
  help?: string;
  autoFocus?: boolean;
}

export function TextField({ label, value, onChange, error = null, help, autoFocus }: TextProps) {
  return (
    <Field label={label} error={error} help={help}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          autoFocus={autoFocus}
          autoComplete="off"
          isBad={Boolean(error)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
