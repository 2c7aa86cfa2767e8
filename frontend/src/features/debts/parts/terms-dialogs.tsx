import { Plus, X } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Card, Loan } from "@/api/types";
import { Button, IconButton } from "@/ui/button";
import fieldStyles from "@/ui/field.module.css";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import styles from "../debts.module.css";
import { cardErrors, cardFields, cardForm, type LoanForm, loanErrors, loanFields, loanForm } from "../model";
import { useSetCardTerms, useSetLoanTerms } from "../queries";

const METHODS = [
  { value: "monthly", label: "By the month" },
  { value: "daily", label: "By the day" },
] as const;

/** The limit, APR, minimum payment and days of a card. */
export function CardTermsDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const [form, setForm] = useState(() => cardForm(card));
  const [isTried, setTried] = useState(false);
  const save = useSetCardTerms(card.account_id, card.name);
  const errors = isTried ? cardErrors(form, card.currency) : {};
  function submit() {
    setTried(true);
    if (Object.keys(cardErrors(form, card.currency)).length) return;
    save.mutate(cardFields(form, card.currency), { onSuccess: onClose });
  }
  const field = (name: keyof typeof form, label: string, term: string, help?: string) => (
    <NumberField
      label={label}
      value={form[name]}
      error={errors[name]}
      help={card.bank_fields.includes(term) ? "As your bank states it." : help}
      onChange={(typed) => setForm((now) => ({ ...now, [name]: typed }))}
    />
  );
  return (
    <FormDialog
      title={`Terms of ${card.name}`}
      verb="Save"
      isBusy={save.isPending}
      error={save.error && sentenceFor(save.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={formStyles.twoColumns}>
        {field("limit", "Limit", "limit_minor", "Empty: as the bank states it.")}
        {field("apr", "APR in percent", "apr_percent")}
        {field("statementDay", "Statement closes on day", "statement_day")}
        {field("dueDay", "Payment due on day", "due_day")}
        {field("minimum", "Minimum payment", "minimum_payment_minor")}
      </div>
    </FormDialog>
  );
}

/** What was agreed on a loan, with later rates and extra payments. */
export function LoanTermsDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const [form, setForm] = useState(() => loanForm(loan));
  const [isTried, setTried] = useState(false);
  const save = useSetLoanTerms(loan.account_id, loan.name);
  const errors = isTried ? loanErrors(form, loan.currency) : {};
  const set = (change: Partial<LoanForm>) => setForm((now) => ({ ...now, ...change }));
  function submit() {
    setTried(true);
    if (Object.keys(loanErrors(form, loan.currency)).length) return;
    save.mutate(loanFields(form, loan.currency), { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`Terms of ${loan.name}`}
      verb="Save"
      isBusy={save.isPending}
      error={save.error && sentenceFor(save.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      {loan.is_from_bank && (
        <p className="small secondary">As your bank states them. What you save here is kept instead.</p>
      )}
      <div className={formStyles.twoColumns}>
        <NumberField
          label="Borrowed"
          value={form.principal}
          error={errors.principal}
          onChange={(principal) => set({ principal })}
        />
        <NumberField
          label="Rate in percent a year"
          value={form.rate}
          error={errors.rate}
          onChange={(rate) => set({ rate })}
        />
        <NumberField
          label="Term in months"
          value={form.months}
          error={errors.months}
          onChange={(months) => set({ months })}
        />
        <TextField
          label="First payment on"
          type="date"
          value={form.firstOn}
          error={errors.firstOn}
          onChange={(firstOn) => set({ firstOn })}
        />
        <NumberField
          label="Payment"
          value={form.payment}
          error={errors.payment}
          help="Empty: computed from the terms."
          onChange={(payment) => set({ payment })}
        />
        <SelectField
          label="Interest"
          value={form.method}
          options={METHODS}
          onChange={(method) => set({ method })}
        />
      </div>
      <Rows
        title="Later rates"
        verb="Add a rate"
        rows={form.rates.map(({ on, rate }) => ({ on, value: rate }))}
        valueLabel="Rate in percent"
        error={errors.rates}
        onChange={(rows) => set({ rates: rows.map(({ on, value }) => ({ on, rate: value })) })}
      />
      <Rows
        title="Extra payments"
        verb="Add a payment"
        rows={form.extras.map(({ on, amount }) => ({ on, value: amount }))}
        valueLabel="Amount"
        error={errors.extras}
        onChange={(rows) => set({ extras: rows.map(({ on, value }) => ({ on, amount: value })) })}
      />
    </FormDialog>
  );
}

interface Row {
  on: string;
  value: string;
}

function Rows({
  title,
  verb,
  rows,
  valueLabel,
  error,
  onChange,
}: {
  title: string;
  verb: string;
  rows: readonly Row[];
  valueLabel: string;
  error?: string;
  onChange: (rows: Row[]) => void;
}) {
  const replace = (at: number, change: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <fieldset className={styles.rows}>
      <legend>{title}</legend>
      {rows.map((row, at) => (
        <div key={at} className={styles.row}>
          <TextField label="From" type="date" value={row.on} onChange={(on) => replace(at, { on })} />
          <NumberField label={valueLabel} value={row.value} onChange={(value) => replace(at, { value })} />
          <IconButton
            small
            icon={X}
            label={`Remove ${title.toLowerCase()}, line ${at + 1}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {error && (
        <p className={fieldStyles.error} role="alert">
          {error}
        </p>
      )}
      <Button small icon={Plus} onClick={() => onChange([...rows, { on: "", value: "" }])}>
        {verb}
      </Button>
    </fieldset>
  );
}
