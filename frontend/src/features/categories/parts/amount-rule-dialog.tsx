import { type FormEvent, useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useBaseCurrency } from "@/entities/app/queries";
import { parseAmount, toInput } from "@/kit/money";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import type { AmountRule } from "../model";
import { RULES, type TaxonomyActions } from "../queries";
import { CategoryField } from "./category-field";
import { Trial } from "./trial";

interface Props {
  rule: AmountRule | null;
  actions: TaxonomyActions;
  onClose: () => void;
}

/** An amount rule, with the rows it catches beside it. */
export function AmountRuleDialog({ rule, actions, onClose }: Props) {
  const base = useBaseCurrency();
  const [currency, setCurrency] = useState(rule ? (rule.currency ?? "") : base);
  const unit = /^[A-Z]{3}$/.test(currency) ? currency : base;
  const [pattern, setPattern] = useState(rule?.description_pattern ?? "");
  const [amount, setAmount] = useState(rule ? toInput(rule.amount_minor, unit) : "");
  const [tolerance, setTolerance] = useState(rule ? toInput(rule.tolerance_minor, unit) : "0.01");
  const [category, setCategory] = useState(rule?.category_short_desc ?? null);
  const [notes, setNotes] = useState(rule?.notes ?? "");
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const amount_minor = parseAmount(amount, unit);
  const tolerance_minor = parseAmount(tolerance, unit);
  const description_pattern = pattern.trim();
  const isWhole = description_pattern !== "" && amount_minor !== null && (tolerance_minor ?? -1) >= 0;
  const trial = { description_pattern, amount_minor, tolerance_minor, currency: currency || null };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isWhole || !category) return;
    const told = { ...trial, category_short_desc: category, notes: notes.trim() || null };
    const words = `Rule for “${description_pattern}” ${rule ? "changed" : "added"}`;
    try {
      await actions.keepRule(RULES, rule?.id ?? null, told, words);
      onClose();
    } catch (error) {
      setRefusal(sentenceFor(error));
    }
  }

  return (
    <Dialog
      title={rule ? "Edit amount rule" : "New amount rule"}
      isOpen
      onClose={onClose}
      className="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="amount-form">
            {rule ? "Save" : "Add rule"}
          </Button>
        </>
      }
    >
      <form id="amount-form" className="form" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Description"
          value={pattern}
          onChange={setPattern}
          autoFocus
          error={isTried && !description_pattern ? "Enter the text to look for." : refusal}
        />
        <div className="form-3">
          <TextField
            label="Amount"
            value={amount}
            onChange={setAmount}
            help="Use a minus for money in."
            error={isTried && amount_minor === null ? "Enter an amount." : null}
          />
          <TextField
            label="Tolerance"
            value={tolerance}
            onChange={setTolerance}
            error={isTried && (tolerance_minor ?? -1) < 0 ? "Enter an amount, or 0." : null}
          />
          <TextField
            label="Currency"
            value={currency}
            onChange={(text) => setCurrency(text.toUpperCase().slice(0, 3))}
            help="Leave empty for any."
            error={null}
          />
        </div>
        <div className="form-2">
          <CategoryField
            value={category}
            error={isTried && !category ? "Choose a category." : null}
            onChange={setCategory}
          />
          <TextField label="Note" value={notes} onChange={setNotes} error={null} />
        </div>
        <Trial path={RULES} trial={isWhole ? trial : null} />
      </form>
    </Dialog>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error: string | null;
  help?: string;
  autoFocus?: boolean;
}

function TextField({ label, value, onChange, error, help, autoFocus }: TextProps) {
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
