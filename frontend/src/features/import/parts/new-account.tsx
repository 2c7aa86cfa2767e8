import { type FormEvent, useState } from "react";
import type { AccountType } from "@/api/types";
import { ACCOUNT_TYPES } from "@/entities/accounts/names";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { Select } from "@/ui/select";
import type { NewAccount } from "../model";

interface Props {
  /** What is known of it already. */
  first: NewAccount | null;
  currency: string;
  onClose: () => void;
  onName: (account: NewAccount) => void;
}

/** A new account for this file. It is created on import, not before. */
export function NewAccountDialog({ first, currency: usual, onClose, onName }: Props) {
  const [name, setName] = useState(first?.name ?? "");
  const [type, setType] = useState<AccountType>(first?.account_type ?? "checking");
  const [currency, setCurrency] = useState(first?.currency ?? usual);
  const [institution, setInstitution] = useState(first?.institution ?? "");
  const [mask, setMask] = useState(first?.mask ?? "");
  const [wasTried, setTried] = useState(false);
  const isCurrency = /^[A-Z]{3}$/.test(currency);
  const isMask = /^\d{0,4}$/.test(mask);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() && isCurrency && isMask)
      onName({
        name: name.trim(),
        account_type: type,
        currency,
        institution: institution.trim() || null,
        mask: mask || null,
      });
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
      <form id="new-account" className={formStyles.form} onSubmit={submit} noValidate>
        <Field label="Name" error={wasTried && !name.trim() ? "Enter a name." : null}>
          {(ids) => (
            <Input
              {...ids}
              value={name}
              maxLength={100}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className={formStyles.twoColumns}>
          <Field label="Kind">
            {(ids) => (
              <Select {...ids} label="Kind" value={type} options={ACCOUNT_TYPES} onChange={setType} />
            )}
          </Field>
          <Field label="Currency" error={wasTried && !isCurrency ? "Three letters, such as EUR." : null}>
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
        <div className={formStyles.twoColumns}>
          <Field label="Bank (optional)">
            {(ids) => (
              <Input
                {...ids}
                value={institution}
                maxLength={100}
                onChange={(event) => setInstitution(event.target.value)}
              />
            )}
          </Field>
          <Field label="Last four digits" error={wasTried && !isMask ? "Up to four digits." : null}>
            {(ids) => (
              <Input
                {...ids}
                value={mask}
                maxLength={4}
                inputMode="numeric"
                onChange={(event) => setMask(event.target.value.trim())}
              />
            )}
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
