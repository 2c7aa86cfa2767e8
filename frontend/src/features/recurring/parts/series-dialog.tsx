import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/client";
import { useBaseCurrency, useToday } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import fieldStyles from "@/ui/field.module.css";
import formStyles from "@/ui/form.module.css";
import { Select } from "@/ui/select";
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

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errorsIn(form, series)).length) return;
    keep.mutate(series ? changesOf(form) : newSeriesOf(form), { onSuccess: onClose });
  }

  return (
    <Dialog
      title={series ? series.name : "Add a scheduled payment"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="series-form" disabled={keep.isPending}>
            {series ? "Save" : "Add"}
          </Button>
        </>
      }
    >
      <form id="series-form" className={formStyles.form} onSubmit={submit} noValidate>
        <Field label="Name" error={errors.name}>
          {(ids) => (
            <Input
              {...ids}
              value={form.name}
              isBad={Boolean(errors.name)}
              autoFocus
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <div className={formStyles.twoColumns}>
          <Field label="Kind">
            {(ids) => (
              <Select
                {...ids}
                label="Kind"
                value={form.kind}
                options={KINDS}
                isDisabled={series !== null}
                onChange={(kind) => set({ kind })}
              />
            )}
          </Field>
          <Field label="Category">{() => <CategoryField form={form} set={set} />}</Field>
          <Field
            label={`Amount, ${form.currency}`}
            error={errors.amount}
            help={series?.payees.length ? "Leave empty to expect what was paid last." : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                autoComplete="off"
                value={form.amount}
                isBad={Boolean(errors.amount)}
                onChange={(event) => set({ amount: event.target.value })}
              />
            )}
          </Field>
          <Field label="Repeats">
            {(ids) => (
              <Select
                {...ids}
                label="Repeats"
                value={form.rhythm}
                options={RHYTHMS}
                onChange={(rhythm) => set({ rhythm })}
              />
            )}
          </Field>
          <DayField label="First due" name="anchor_on" form={form} error={errors.anchor_on} set={set} />
          <DayField
            label="Ends"
            name="ends_on"
            form={form}
            error={errors.ends_on}
            set={set}
            help="Optional."
          />
          <DayField label="Trial ends" name="trial_ends_on" form={form} set={set} help="Optional." />
          <Field label="Notice period in days" error={errors.notice_days} help="Optional.">
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                autoComplete="off"
                value={form.notice_days}
                isBad={Boolean(errors.notice_days)}
                onChange={(event) => set({ notice_days: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Check checked={form.isShifted} onChange={(event) => set({ isShifted: event.target.checked })}>
          If it falls on a weekend, the next work day
        </Check>
        {keep.error && (
          <p className={fieldStyles.error} role="alert">
            {keep.error instanceof ApiError ? keep.error.detail : "This could not be saved."}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function DayField({
  label,
  name,
  form,
  error,
  help,
  set,
}: {
  label: string;
  name: "anchor_on" | "ends_on" | "trial_ends_on";
  form: SeriesForm;
  error?: string;
  help?: string;
  set: (change: Partial<SeriesForm>) => void;
}) {
  return (
    <Field label={label} error={error} help={help}>
      {(ids) => (
        <Input
          {...ids}
          type="date"
          value={form[name]}
          isBad={Boolean(error)}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
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
