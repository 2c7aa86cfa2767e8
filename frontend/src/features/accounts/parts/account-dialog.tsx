import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/client";
import type { Account } from "@/api/types";
import { ACCOUNT_TYPES } from "@/entities/accounts/names";
import { useBaseCurrency } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import fieldStyles from "@/ui/field.module.css";
import formStyles from "@/ui/form.module.css";
import { Segmented } from "@/ui/segmented";
import { Select } from "@/ui/select";
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

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errorsIn(form)).length) return;
    const changes = changesIn(form, account);
    if (!Object.keys(changes).length) return onClose();
    keep.mutate(changes, { onSuccess: onClose });
  }

  return (
    <Dialog
      title={account ? account.name : "Add an account"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="account-form" disabled={keep.isPending}>
            {account ? "Save" : "Add account"}
          </Button>
        </>
      }
    >
      <form id="account-form" className={formStyles.form} onSubmit={submit} noValidate>
        <Field label="Name" error={errors.name}>
          {(ids) => (
            <Input
              {...ids}
              value={form.name}
              isBad={Boolean(errors.name)}
              autoFocus={startsAt === "name"}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <div className={formStyles.twoColumns}>
          <Field label="Kind" error={errors.account_type}>
            {(ids) => (
              <Select
                {...ids}
                label="Kind"
                value={form.account_type}
                options={ACCOUNT_TYPES}
                onChange={(account_type) => set({ account_type })}
              />
            )}
          </Field>
          <Field label="Bank" error={errors.institution}>
            {(ids) => (
              <Input
                {...ids}
                value={form.institution}
                onChange={(event) => set({ institution: event.target.value })}
              />
            )}
          </Field>
          <Field label="Balance" error={errors.balance} help="Use a minus for a debt. Optional.">
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                autoComplete="off"
                value={form.balance}
                isBad={Boolean(errors.balance)}
                autoFocus={startsAt === "balance"}
                onChange={(event) => set({ balance: event.target.value, isOwed: null })}
              />
            )}
          </Field>
          <CurrencyField form={form} account={account} error={errors.currency} set={set} />
          <Field label="Last digits of the account number" error={errors.mask}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                autoComplete="off"
                value={form.mask}
                isBad={Boolean(errors.mask)}
                onChange={(event) => set({ mask: event.target.value })}
              />
            )}
          </Field>
          {account && (
            <Field label="Closed on" error={errors.closed_on} help="Leave empty while the account is open.">
              {(ids) => (
                <Input
                  {...ids}
                  type="date"
                  value={form.closed_on}
                  onChange={(event) => set({ closed_on: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
        {asksWhetherOwed(form) && <OwedQuestion form={form} error={errors.isOwed} set={set} />}
        {account && (
          <Check checked={form.is_hidden} onChange={(event) => set({ is_hidden: event.target.checked })}>
            Hide from lists. Its transactions still count.
          </Check>
        )}
        {keep.error && !Object.keys(refused).length && (
          <p className={fieldStyles.error} role="alert">
            {keep.error instanceof ApiError ? keep.error.detail : "This could not be saved."}
          </p>
        )}
      </form>
    </Dialog>
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
    <Field
      label="Currency"
      error={error}
      help={isFixed ? "Cannot change: the account has transactions." : "Three letters."}
    >
      {(ids) => (
        <Input
          {...ids}
          value={form.currency}
          maxLength={3}
          disabled={isFixed}
          isBad={Boolean(error)}
          onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
        />
      )}
    </Field>
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
