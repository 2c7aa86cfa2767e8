import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { ManualAsset } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { today } from "@/kit/dates";
import { parseAmount } from "@/kit/money";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { TextField } from "@/ui/form-fields";
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

  function submit() {
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
    <FormDialog
      title={`New value of ${asset.name}`}
      verb="Save"
      onSubmit={submit}
      onClose={onClose}
      isBusy={save.isPending}
    >
      <div className={formStyles.twoColumns}>
        <TextField
          label={`${asset.kind === "debt" ? "Owed" : "Value of the whole"} in ${asset.currency}`}
          error={isTried && minor === null ? "Enter an amount, for example 14,200." : refusal}
          inputMode="decimal"
          autoFocus
          value={value}
          onChange={setValue}
        />
        <TextField label="On" type="date" value={on} onChange={setOn} />
      </div>
      <TextField
        label="Where it comes from"
        help="For example: agent estimate. Optional."
        value={origin}
        maxLength={100}
        onChange={setOrigin}
      />
    </FormDialog>
  );
}
