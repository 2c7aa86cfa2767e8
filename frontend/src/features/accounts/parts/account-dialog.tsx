import { useState } from "react";
import { ApiError, sentenceFor } from "@/api/errors";
import type { Account } from "@/api/types";
import { ACCOUNT_TYPES } from "@/entities/accounts/names";
import { useBaseCurrency } from "@/entities/app/queries";
import { Check } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import { Segmented } from "@/ui/segmented";
import {
  type AccountForm,
  asksWhetherOwed,
  changesIn,
  emptyForm,
  errorsIn,
  type FormErrors,
  formOf,
} from "../form";
import { useKeepAccount } from "../queries";

/** A new account kept by hand, or the particulars of one. */
export function AccountDialog({
  account,
  startsAt = "name",
  onClose,
}: {
  account: Account | null;
  startsAt?: "name" | "balance";
  onClose: () => void;
}) {
  const currency = useBaseCurrency();
  const [form, setForm] = useState(() => (account ? formOf(account) : emptyForm(currency)));
  const [isTried, setTried] = useState(false);
  const keep = useKeepAccount(account);
  const refused = refusals(keep.error);
  const errors: FormErrors = isTried ? { ...refused, ...errorsIn(form) } : {};
  const set = (change: Partial<AccountForm>) => setForm((now) => ({ ...now, ...change }));

  function submit() {
    setTried(true);
    if (Object.keys(errorsIn(form)).length) return;
    const changes = changesIn(form, account);
    if (!Object.keys(changes).length) return onClose();
    keep.mutate(changes, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={account ? account.name : "Add an account"}
      verb={account ? "Save" : "Add account"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={keep.isPending}
      error={keep.error && !Object.keys(refused).length ? sentenceFor(keep.error) : null}
    >
      <TextField
        label="Name"
        error={errors.name}
        value={form.name}
        autoFocus={startsAt === "name"}
        onChange={(typed) => set({ name: typed })}
      />
      <div className={formStyles.twoColumns}>
        <SelectField
          label="Kind"
          error={errors.account_type}
          value={form.account_type}
          options={ACCOUNT_TYPES}
          onChange={(account_type) => set({ account_type })}
        />
        <TextField
          label="Bank"
          error={errors.institution}
          value={form.institution}
          onChange={(typed) => set({ institution: typed })}
        />
        <TextField
          label="Balance"
          error={errors.balance}
          help="Use a minus for a debt. Optional."
          inputMode="decimal"
          value={form.balance}
          autoFocus={startsAt === "balance"}
          onChange={(typed) => set({ balance: typed, isOwed: null })}
        />
        <CurrencyField form={form} account={account} error={errors.currency} set={set} />
        <TextField
          label="Last digits of the account number"
          error={errors.mask}
          inputMode="numeric"
          value={form.mask}
          onChange={(typed) => set({ mask: typed })}
        />
        {account && (
          <TextField
            label="Closed on"
            error={errors.closed_on}
            help="Leave empty while the account is open."
            type="date"
            value={form.closed_on}
            onChange={(typed) => set({ closed_on: typed })}
          />
        )}
      </div>
      {asksWhetherOwed(form) && <OwedQuestion form={form} error={errors.isOwed} set={set} />}
      {account && (
        <Check checked={form.is_hidden} onChange={(event) => set({ is_hidden: event.target.checked })}>
          Hide from lists. Its transactions still count.
        </Check>
      )}
    </FormDialog>
  );
}

function OwedQuestion({
  form,
  error,
  set,
}: {
  form: AccountForm;
  error?: string;
  set: (change: Partial<AccountForm>) => void;
}) {
  return (
    <Field label={`Do you owe ${form.balance.trim()} on this account?`} error={error}>
      {() => (
        <Segmented
          label="Do you owe this balance?"
          value={form.isOwed === null ? "" : form.isOwed ? "owed" : "credit"}
          segments={[
            { value: "owed", label: "I owe it" },
            { value: "credit", label: "The bank owes me" },
          ]}
          onChange={(answer) => set({ isOwed: answer === "owed" })}
        />
      )}
    </Field>
  );
}

function CurrencyField({
  form,
  account,
  error,
  set,
}: {
  form: AccountForm;
  account: Account | null;
  error?: string;
  set: (change: Partial<AccountForm>) => void;
}) {
  const isFixed = (account?.transaction_count ?? 0) > 0;
  return (
    <TextField
      label="Currency"
      error={error}
      help={isFixed ? "Cannot change: the account has transactions." : "Three letters."}
      value={form.currency}
      maxLength={3}
      disabled={isFixed}
      onChange={(typed) => set({ currency: typed.toUpperCase() })}
    />
  );
}

const FIELDS: Readonly<Record<string, keyof AccountForm>> = { balance_current_minor: "balance" };

function refusals(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) return {};
  const entries = Object.entries(error.fields).map(
    ([field, words]) => [FIELDS[field] ?? field, words] as const,
  );
  return Object.fromEntries(entries) as FormErrors;
}
