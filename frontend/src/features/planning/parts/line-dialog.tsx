import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useCategories } from "@/entities/categories/queries";
import { useUndo } from "@/entities/changes/use-undo";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import { errorsIn, fieldsOf, formOf, type LineForm, UNITS } from "../model";
import { type Line, type Scenario, useKeepLine } from "../queries";

const KINDS = [
  { value: "bill", label: "Bill" },
  { value: "income", label: "Income" },
  { value: "budget", label: "Monthly budget" },
] as const;
const SHIFTS = [
  { value: "none", label: "Stays" },
  { value: "before", label: "The work day before" },
  { value: "after", label: "The next work day" },
] as const;
const NOTHING = "none";

interface Props {
  scenario: Scenario;
  line: Line | null;
  currency: string;
  onClose: () => void;
}

/** A planned bill, an income, or the budget of a category. */
export function LineDialog({ scenario, line, currency, onClose }: Props) {
  const categories = useCategories().data ?? [];
  const [form, setForm] = useState<LineForm>(() => ({
    ...formOf(line, currency),
    category: categories.find(({ id }) => id === line?.category_id)?.short_desc ?? null,
  }));
  const [isTried, setTried] = useState(false);
  const keep = useKeepLine(scenario, line);
  const undo = useUndo();
  const series = useQuery({
    queryKey: ["recurring", "active"],
    queryFn: ({ signal }) =>
      get<components["schemas"]["SeriesList"]>("/api/recurring", { params: { status: "active" }, signal }),
  });
  const errors = isTried ? errorsIn(form, currency) : {};
  const set = (change: Partial<LineForm>) => setForm((now) => ({ ...now, ...change }));
  const isBudget = form.kind === "budget";
  const replaceable = (series.data?.items ?? []).filter(
    (each) => each.is_money_in === (form.kind === "income") && each.currency === currency,
  );

  function submit() {
    setTried(true);
    if (Object.keys(errorsIn(form, currency)).length) return;
    keep.mutate(fieldsOf(form, currency), {
      onSuccess: ({ change_id }) => {
        undo.done(`${form.name.trim()} ${line ? "changed" : "planned"}`, change_id);
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={line ? line.name : "Plan a change"}
      verb={line ? "Save" : "Add"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={keep.isPending}
      error={keep.error ? sentenceFor(keep.error) : null}
    >
      <TextField
        label="Name"
        autoFocus
        value={form.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
      <div className={formStyles.twoColumns}>
        <SelectField label="Kind" value={form.kind} options={KINDS} onChange={(kind) => set({ kind })} />
        <NumberField
          label="Amount"
          value={form.amount}
          error={errors.amount}
          onChange={(amount) => set({ amount })}
        />
        <TextField
          label="From"
          type="date"
          value={form.from}
          error={errors.from}
          onChange={(from) => set({ from })}
        />
        {!isBudget && (
          <SelectField
            label="Repeats by"
            value={form.unit}
            options={UNITS}
            onChange={(unit) => set({ unit })}
          />
        )}
        {!isBudget && form.unit !== "once" && (
          <NumberField
            label="Every so many"
            value={form.interval}
            error={errors.interval}
            onChange={(interval) => set({ interval })}
          />
        )}
        {!isBudget && (
          <SelectField
            label="On a weekend"
            value={form.shift}
            options={SHIFTS}
            onChange={(shift) => set({ shift })}
          />
        )}
        {!isBudget && (
          <SelectField
            label="Takes the place of"
            value={form.replaces === null ? NOTHING : String(form.replaces)}
            options={[
              { value: NOTHING, label: "Nothing, it is new" },
              ...replaceable.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={(chosen) => set({ replaces: chosen === NOTHING ? null : Number(chosen) })}
          />
        )}
        {isBudget && (
          <SelectField
            label="Category"
            value={form.category}
            placeholder="Choose a category"
            error={errors.category}
            options={categories
              .filter(({ kind, is_archived }) => kind === "expense" && !is_archived)
              .map(({ short_desc, display_name }) => ({ value: short_desc, label: display_name }))}
            onChange={(category) => set({ category })}
          />
        )}
      </div>
    </FormDialog>
  );
}
