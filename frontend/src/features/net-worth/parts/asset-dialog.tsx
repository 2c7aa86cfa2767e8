import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { ManualAsset } from "@/api/types";
import { useBaseCurrency } from "@/entities/app/queries";
import { useUndo } from "@/entities/changes/use-undo";
import { today } from "@/kit/dates";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import { type AssetForm, assetChanges, emptyForm, errorsIn, formOf, newAsset } from "../asset-form";
import { useKeepAsset } from "../queries";

const KINDS = [
  { value: "home", label: "Home" },
  { value: "car", label: "Car" },
  { value: "other", label: "Something else you own" },
  { value: "debt", label: "A debt" },
] as const;

const RULES = [
  { value: "none", label: "Keeps its last value" },
  { value: "percent", label: "Loses a percentage a year" },
  { value: "straight_line", label: "Loses the same each month" },
] as const;

/** A new thing or debt that is kept by hand, or the particulars of one. */
export function AssetDialog({ asset, onClose }: { asset: ManualAsset | null; onClose: () => void }) {
  const currency = useBaseCurrency();
  const [form, setForm] = useState(() => (asset ? formOf(asset) : emptyForm(currency, today())));
  const [isTried, setTried] = useState(false);
  const keep = useKeepAsset(asset);
  const undo = useUndo();
  const errors = isTried ? errorsIn(form, !asset) : {};
  const set = (change: Partial<AssetForm>) => setForm((now) => ({ ...now, ...change }));

  function submit() {
    setTried(true);
    if (Object.keys(errorsIn(form, !asset)).length) return;
    keep.mutate(asset ? assetChanges(form) : newAsset(form), {
      onSuccess: ({ asset: { name }, change_id }) => {
        undo.done(asset ? `${name} saved` : `${name} added`, change_id);
        onClose();
      },
    });
  }
  const text = (name: keyof AssetForm, label: string, more: { help?: string; type?: string } = {}) => (
    <TextField
      label={label}
      error={errors[name]}
      help={more.help}
      type={more.type ?? "text"}
      autoFocus={name === "name"}
      value={form[name]}
      onChange={(typed) => set({ [name]: typed })}
    />
  );
  return (
    <FormDialog
      title={asset ? asset.name : "Add something you own or owe"}
      verb={asset ? "Save" : "Add"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={keep.isPending}
      error={keep.error ? sentenceFor(keep.error) : null}
    >
      {text("name", "Name")}
      <div className={formStyles.twoColumns}>
        <SelectField label="Kind" value={form.kind} options={KINDS} onChange={(kind) => set({ kind })} />
        {text("share", "Your share in percent")}
        {!asset && text("value", form.kind === "debt" ? "What is owed" : "Value of the whole")}
        {!asset && text("on", "On", { type: "date" })}
        {!asset && text("currency", "Currency", { help: "Three letters." })}
        {asset &&
          text("disposedOn", "Sold or gone on", { type: "date", help: "Leave empty while you have it." })}
      </div>
      {form.kind !== "debt" && (
        <div className={formStyles.twoColumns}>
          <SelectField
            label="Between two values"
            value={form.depreciation}
            options={RULES}
            onChange={(depreciation) => set({ depreciation })}
          />
          {form.depreciation === "percent" && text("percent", "Percent a year")}
          {form.depreciation === "straight_line" && text("months", "Months until nothing is taken off")}
          {form.depreciation === "straight_line" && text("residual", "What is left then")}
          {form.depreciation !== "none" &&
            text("roundedTo", "Rounded to", { help: "For example 100. Optional." })}
        </div>
      )}
    </FormDialog>
  );
}
