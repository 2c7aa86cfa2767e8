import { type FormEvent, useState } from "react";
import type { AccountType, Preview } from "@/api/types";
import { ACCOUNT_TYPES } from "@/entities/accounts/names";
import { useBaseCurrency } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { Select } from "@/ui/select";
import type { NewAccount } from "../model";

interface Props {
  preview: Preview;
  named: NewAccount | null;
  onClose: () => void;
  onName: (account: NewAccount) => void;
}

/** A new account for this file. It is made together with its rows, not before. */
export function NewAccountDialog({ preview, named, onClose, onName }: Props) {
  const base = useBaseCurrency();
  const [name, setName] = useState(named?.name ?? preview.account_hint ?? "");
  const [type, setType] = useState<AccountType>(named?.account_type ?? typeFrom(preview.account_type_hint));
  const [currency, setCurrency] = useState(named?.currency ?? preview.currency ?? base);
  const [institution, setInstitution] = useState(named?.institution ?? "");
  const [wasTried, setTried] = useState(false);
  const isCurrency = /^[A-Z]{3}$/.test(currency);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() && isCurrency)
      onName({ name: name.trim(), account_type: type, currency, institution: institution.trim() || null });
  }

  return (
    <Dialog
      title="New account for this file"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-account">
            Use this account
          </Button>
        </>
      }
    >
      <form id="new-account" className="form" onSubmit={submit} noValidate>
        <Field label="Name" error={wasTried && !name.trim() ? "Give it a name." : null}>
          {(ids) => (
            <Input {...ids} value={name} autoFocus onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <div className="form-2">
          <Field label="Kind">
            {(ids) => (
              <Select {...ids} label="Kind" value={type} options={ACCOUNT_TYPES} onChange={setType} />
            )}
          </Field>
          <Field label="Currency" error={wasTried && !isCurrency ? "Three letters, like EUR." : null}>
            {(ids) => (
              <Input
                {...ids}
                value={currency}
                maxLength={3}
                onChange={(event) => setCurrency(event.target.value.toUpperCase())}
              />
            )}
          </Field>
        </div>
        <Field label="Bank, if any">
          {(ids) => (
            <Input {...ids} value={institution} onChange={(event) => setInstitution(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function typeFrom(hint: string | null): AccountType {
  return ACCOUNT_TYPES.find((option) => option.value === hint)?.value ?? "checking";
}
