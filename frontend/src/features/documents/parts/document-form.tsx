import { useState } from "react";
import type { DocumentDetails } from "@/api/types";
import { useBaseCurrency } from "@/entities/app/queries";
import { isDay } from "@/kit/dates";
import { parseAmount, toInput } from "@/kit/money";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import styles from "../documents.module.css";
import { KINDS, type Kind } from "../model";
import { useDocumentActions } from "../queries";

const OPTIONS = Object.entries(KINDS).map(([value, { label }]) => ({ value: value as Kind, label }));

/** What a person says about a document. */
export function DocumentForm({ document, onClose }: { document: DocumentDetails; onClose: () => void }) {
  const actions = useDocumentActions();
  const base = useBaseCurrency();
  const currency = document.currency ?? base;
  const [form, setForm] = useState({
    filename: document.filename,
    kind: document.kind,
    taxYear: document.tax_year === null ? "" : String(document.tax_year),
    issuedOn: document.issued_on ?? "",
    expiresOn: document.expires_on ?? "",
    amount: document.amount_minor === null ? "" : toInput(document.amount_minor, currency),
    notes: document.notes ?? "",
  });
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }));
  const amount = form.amount.trim() ? parseAmount(form.amount, currency) : null;
  const errors = {
    filename: form.filename.trim() ? null : "A document needs a name.",
    taxYear: /^(\d{4})?$/.test(form.taxYear.trim()) ? null : "A year has four digits.",
    issuedOn: !form.issuedOn || isDay(form.issuedOn) ? null : "This is not a day.",
    expiresOn: !form.expiresOn || isDay(form.expiresOn) ? null : "This is not a day.",
    amount: !form.amount.trim() || amount !== null ? null : "This is not an amount.",
  };
  const shown = isTried ? errors : null;
  async function submit() {
    setTried(true);
    if (Object.values(errors).some(Boolean)) return;
    const saved = await actions.change(document.id, {
      filename: form.filename.trim(),
      kind: form.kind,
      tax_year: form.taxYear.trim() ? Number(form.taxYear) : null,
      issued_on: form.issuedOn || null,
      expires_on: form.expiresOn || null,
      amount_minor: amount === null ? null : Math.abs(amount),
      currency: amount === null ? document.currency : currency,
      notes: form.notes.trim() || null,
    });
    if (saved) onClose();
  }
  return (
    <FormDialog title="Edit document" verb="Save" onSubmit={() => void submit()} onClose={onClose}>
      <TextField
        label="Name"
        value={form.filename}
        error={shown?.filename}
        onChange={(filename) => set({ filename })}
      />
      <div className={styles.form}>
        <SelectField label="Type" value={form.kind} options={OPTIONS} onChange={(kind) => set({ kind })} />
        <NumberField
          label="Tax year"
          value={form.taxYear}
          error={shown?.taxYear}
          onChange={(taxYear) => set({ taxYear })}
        />
        <TextField
          label="Day"
          type="date"
          value={form.issuedOn}
          error={shown?.issuedOn}
          onChange={(issuedOn) => set({ issuedOn })}
        />
        <TextField
          label="Ends on"
          type="date"
          value={form.expiresOn}
          error={shown?.expiresOn}
          help="A warranty, contract or policy."
          onChange={(expiresOn) => set({ expiresOn })}
        />
        <NumberField
          label={`Amount in ${currency}`}
          value={form.amount}
          error={shown?.amount}
          onChange={(text) => set({ amount: text })}
        />
        <TextField label="Notes" value={form.notes} onChange={(notes) => set({ notes })} />
      </div>
    </FormDialog>
  );
}
