import { type FormEvent, useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { ManualAsset } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { today } from "@/kit/dates";
import { parseAmount } from "@/kit/money";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { useSetValue } from "../queries";

/** What a thing is worth, or what of a debt is owed, on a day. */
export function ValueDialog({ asset, onClose }: { asset: ManualAsset; onClose: () => void }) {
  const [on, setOn] = useState(today());
  const [value, setValue] = useState("");
  const [origin, setOrigin] = useState("");
  const [isTried, setTried] = useState(false);
  const save = useSetValue(asset.id);
  const undo = useUndo();
  const minor = parseAmount(value, asset.currency);
  const refusal = save.error ? sentenceFor(save.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (minor === null || !on) return;
    const value_minor = asset.kind === "debt" ? -Math.abs(minor) : minor;
    save.mutate(
      { on, value_minor, origin: origin.trim() || null },
      {
        onSuccess: ({ change_id }) => {
          undo.done(`New value of ${asset.name} saved`, change_id);
          onClose();
        },
      },
    );
  }
  return (
    <Dialog
      title={`New value of ${asset.name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="value-form" disabled={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="value-form" className={formStyles.form} onSubmit={submit} noValidate>
        <div className={formStyles.twoColumns}>
          <Field
            label={`${asset.kind === "debt" ? "Owed" : "Value of the whole"} in ${asset.currency}`}
            error={isTried && minor === null ? "Enter an amount, for example 14,200." : refusal}
          >
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                autoComplete="off"
                autoFocus
                value={value}
                isBad={isTried && minor === null}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
          <Field label="On">
            {(ids) => (
              <Input {...ids} type="date" value={on} onChange={(event) => setOn(event.target.value)} />
            )}
          </Field>
        </div>
        <Field label="Where it comes from" help="For example: agent estimate. Optional.">
          {(ids) => (
            <Input
              {...ids}
              value={origin}
              maxLength={100}
              onChange={(event) => setOrigin(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
