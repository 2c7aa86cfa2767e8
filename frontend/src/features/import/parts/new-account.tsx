import { useState } from "react";
import type { AccountType } from "@/api/types";
import { ACCOUNT_TYPES } from "@/entities/accounts/names";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
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

  function submit() {
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
    <FormDialog title="New account for this file" verb="Use this account" onSubmit={submit} onClose={onClose}>
      <TextField
        label="Name"
        error={wasTried && !name.trim() ? "Enter a name." : null}
        value={name}
        maxLength={100}
        autoFocus
        onChange={setName}
      />
      <div className={formStyles.twoColumns}>
        <SelectField label="Kind" value={type} options={ACCOUNT_TYPES} onChange={setType} />
        <TextField
          label="Currency"
          error={wasTried && !isCurrency ? "Three letters, such as EUR." : null}
          value={currency}
          maxLength={3}
          onChange={(typed) => setCurrency(typed.toUpperCase())}
        />
      </div>
      <div className={formStyles.twoColumns}>
        <TextField label="Bank (optional)" value={institution} maxLength={100} onChange={setInstitution} />
        <TextField
          label="Last four digits"
          error={wasTried && !isMask ? "Up to four digits." : null}
          value={mask}
          maxLength={4}
          inputMode="numeric"
          onChange={(typed) => setMask(typed.trim())}
        />
      </div>
    </FormDialog>
  );
}
