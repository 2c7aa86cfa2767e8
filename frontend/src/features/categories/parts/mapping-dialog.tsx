import { type FormEvent, useState } from "react";
import { sentenceFor } from "@/api/errors";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { Select } from "@/ui/select";
import { MATCHES, type Mapping } from "../model";
import { MAPPINGS, type TaxonomyActions } from "../queries";
import { CategoryField } from "./category-field";
import { Trial } from "./trial";

interface Props {
  mapping: Mapping | null;
  actions: TaxonomyActions;
  onClose: () => void;
}

/** A merchant rule, with the rows it catches beside it. */
export function MappingDialog({ mapping, actions, onClose }: Props) {
  const [pattern, setPattern] = useState(mapping?.merchant_pattern ?? "");
  const [match, setMatch] = useState<Mapping["match"]>(mapping?.match ?? "word");
  const [category, setCategory] = useState(mapping?.category_short_desc ?? null);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const told = { merchant_pattern: pattern.trim(), match };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!told.merchant_pattern || !category) return;
    const words = `Rule for “${told.merchant_pattern}” ${mapping ? "changed" : "added"}`;
    try {
      await actions.keepRule(
        MAPPINGS,
        mapping?.id ?? null,
        { ...told, category_short_desc: category },
        words,
      );
      onClose();
    } catch (error) {
      setRefusal(sentenceFor(error));
    }
  }

  return (
    <Dialog
      title={mapping ? "Edit merchant rule" : "New merchant rule"}
      isOpen
      onClose={onClose}
      className="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="mapping-form">
            {mapping ? "Save" : "Add rule"}
          </Button>
        </>
      }
    >
      <form id="mapping-form" className="form" onSubmit={(event) => void submit(event)}>
        <Field
          label="Description"
          error={isTried && !told.merchant_pattern ? "Enter the text to look for." : refusal}
        >
          {(ids) => (
            <Input
              {...ids}
              value={pattern}
              autoFocus
              autoComplete="off"
              onChange={(event) => {
                setPattern(event.target.value);
                setRefusal(null);
              }}
            />
          )}
        </Field>
        <div className="form-2">
          <Field label="Match">
            {(ids) => <Select {...ids} label="Match" value={match} onChange={setMatch} options={MATCHES} />}
          </Field>
          <CategoryField
            value={category}
            error={isTried && !category ? "Choose a category." : null}
            onChange={setCategory}
          />
        </div>
        <Trial path={MAPPINGS} trial={told.merchant_pattern ? told : null} />
      </form>
    </Dialog>
  );
}
