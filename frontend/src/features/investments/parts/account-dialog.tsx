import { useState } from "react";
import { useBaseCurrency } from "@/entities/app/queries";
import { Check } from "@/ui/checkbox";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
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

  function send() {
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
    <FormDialog
      title={account ? `Change ${account.account_name}` : "Add an investment account"}
      verb={account ? "Save" : "Add account"}
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <TextField label="Name" error={isTried ? missing : null} value={name} onChange={setName} />
      <div className={formStyles.twoColumns}>
        <SelectField label="Type" value={type} options={ACCOUNT_TYPES} onChange={setType} />
        <TextField label="Provider" value={institution} onChange={setInstitution} />
        <TextField label="Currency" value={currency} maxLength={3} onChange={setCurrency} />
        <TextField label="Opened on, if known" type="date" value={openedOn} onChange={setOpenedOn} />
      </div>
      <SelectField
        label="Which lots a sale takes"
        help="A sale can also name its own lots."
        value={method}
        options={METHODS}
        onChange={setMethod}
      />
      <Check checked={tracksCash} onChange={(event) => setTracksCash(event.target.checked)}>
        Keep its cash: deposits fill it, purchases use it
      </Check>
    </FormDialog>
  );
}
