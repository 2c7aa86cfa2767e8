import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useBaseCurrency, useToday } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { Check } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import {
  changesOf,
  emptyForm,
  errorsIn,
  type FormErrors,
  formOf,
  newSeriesOf,
  type SeriesForm,
} from "../form";
import { KINDS, RHYTHMS, type Series } from "../model";
import { useKeepSeries } from "../queries";

/** A payment to enter by hand, or the particulars of a series. */
export function SeriesDialog({ series, onClose }: { series: Series | null; onClose: () => void }) {
  const today = useToday();
  const currency = useBaseCurrency();
  const [form, setForm] = useState<SeriesForm>(() => (series ? formOf(series) : emptyForm(currency, today)));
  const [isTried, setTried] = useState(false);
  const keep = useKeepSeries(series);
  const errors: FormErrors = isTried ? errorsIn(form, series) : {};
  const set = (change: Partial<SeriesForm>) => setForm((now) => ({ ...now, ...change }));

  function submit() {
    setTried(true);
    if (Object.keys(errorsIn(form, series)).length) return;
    keep.mutate(series ? changesOf(form) : newSeriesOf(form), { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={series ? series.name : "Add a scheduled payment"}
      verb={series ? "Save" : "Add"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={keep.isPending}
      error={keep.error ? sentenceFor(keep.error) : null}
    >
      <TextField
        label="Name"
        error={errors.name}
        value={form.name}
        autoFocus
        onChange={(typed) => set({ name: typed })}
      />
      <div className={formStyles.twoColumns}>
        <SelectField
          label="Kind"
          value={form.kind}
          options={KINDS}
          isDisabled={series !== null}
          onChange={(kind) => set({ kind })}
        />
        <Field label="Category">{() => <CategoryField form={form} set={set} />}</Field>
        <TextField
          label={`Amount, ${form.currency}`}
          error={errors.amount}
          help={series?.payees.length ? "Leave empty to expect what was paid last." : undefined}
          inputMode="decimal"
          value={form.amount}
          onChange={(typed) => set({ amount: typed })}
        />
        <SelectField
          label="Repeats"
          value={form.rhythm}
          options={RHYTHMS}
          onChange={(rhythm) => set({ rhythm })}
        />
        <TextField
          label="First due"
          type="date"
          error={errors.anchor_on}
          value={form.anchor_on}
          onChange={(anchor_on) => set({ anchor_on })}
        />
        <TextField
          label="Ends"
          type="date"
          error={errors.ends_on}
          help="Optional."
          value={form.ends_on}
          onChange={(ends_on) => set({ ends_on })}
        />
        <TextField
          label="Trial ends"
          type="date"
          help="Optional."
          value={form.trial_ends_on}
          onChange={(trial_ends_on) => set({ trial_ends_on })}
        />
        <TextField
          label="Notice period in days"
          error={errors.notice_days}
          help="Optional."
          inputMode="numeric"
          value={form.notice_days}
          onChange={(typed) => set({ notice_days: typed })}
        />
      </div>
      <Check checked={form.isShifted} onChange={(event) => set({ isShifted: event.target.checked })}>
        If it falls on a weekend, the next work day
      </Check>
    </FormDialog>
  );
}

function CategoryField({ form, set }: { form: SeriesForm; set: (change: Partial<SeriesForm>) => void }) {
  const [isPicking, setPicking] = useState(false);
  const category = useCategoryMap().get(form.category ?? "");
  return (
    <CategoryPicker
      isOpen={isPicking}
      onOpenChange={setPicking}
      onChoose={(chosen) => set({ category: chosen.short_desc })}
      trigger={
        <CategoryChip
          name={category?.display_name ?? null}
          color={category?.color ?? null}
          kind={category?.kind}
        />
      }
    />
  );
}
