import { type FormEvent, useState } from "react";
import { useBaseCurrency } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { Select } from "@/ui/select";
import type { Account } from "../model";
import type { InvestmentActions } from "../queries";
import { ACCOUNT_TYPES, METHODS } from "./choices";
import { useSubmit } from "./form";

interface Props {
  /** The account to change; a new one when left out. */
  account?: Account;
  actions: InvestmentActions;
  onClose: () => void;
}

/** An account that is kept by hand. */
export function AccountDialog({ account, actions, onClose }: Props) {
  const base = useBaseCurrency();
  const [name, setName] = useState(account?.account_name ?? "");
  const [type, setType] = useState<Account["account_type"]>(account?.account_type ?? "taxable");
  const [institution, setInstitution] = useState(account?.institution_name ?? "");
  const [currency, setCurrency] = useState(account?.currency ?? base);
  const [method, setMethod] = useState<Account["lot_method"]>(account?.lot_method ?? "fifo");
  const [openedOn, setOpenedOn] = useState(account?.opened_on ?? "");
  const [tracksCash, setTracksCash] = useState(account?.tracks_cash ?? false);
  const [isTried, setTried] = useState(false);
  const { error, isBusy, submit } = useSubmit(onClose);
  const missing = name.trim() ? null : "Give the account a name.";

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    const body = {
      account_name: name.trim(),
      account_type: type,
      institution_name: institution.trim(),
      currency: currency.trim().toUpperCase(),
      lot_method: method,
      tracks_cash: tracksCash,
      opened_on: openedOn || null,
    };
    void submit(() => (account ? actions.changeAccount(account.id, body) : actions.addAccount(body)));
  }

  return (
    <Dialog
      title={account ? `Change ${account.account_name}` : "Add an investment account"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="investment-account" disabled={isBusy}>
            {account ? "Save" : "Add account"}
          </Button>
        </>
      }
    >
      <form id="investment-account" className={formStyles.form} onSubmit={send}>
        <Field label="Name" error={isTried ? missing : null}>
          {(ids) => (
            <Input
              {...ids}
              value={name}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className={formStyles.twoColumns}>
          <Field label="Type">
            {(ids) => (
              <Select {...ids} label="Type" value={type} options={ACCOUNT_TYPES} onChange={setType} />
            )}
          </Field>
          <Field label="Provider">
            {(ids) => (
              <Input
                {...ids}
                value={institution}
                autoComplete="off"
                onChange={(event) => setInstitution(event.target.value)}
              />
            )}
          </Field>
          <Field label="Currency">
            {(ids) => (
              <Input
                {...ids}
                value={currency}
                maxLength={3}
                onChange={(event) => setCurrency(event.target.value)}
              />
            )}
          </Field>
          <Field label="Opened on, if known">
            {(ids) => (
              <Input
                {...ids}
                type="date"
                value={openedOn}
                onChange={(event) => setOpenedOn(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label="Which lots a sale takes" help="A sale can also name its own lots.">
          {(ids) => (
            <Select
              {...ids}
              label="Which lots a sale takes"
              value={method}
              options={METHODS}
              onChange={setMethod}
            />
          )}
        </Field>
        <Check checked={tracksCash} onChange={(event) => setTracksCash(event.target.checked)}>
          Keep its cash: deposits fill it, purchases use it
        </Check>
        {error && (
          <p className="danger-text" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
