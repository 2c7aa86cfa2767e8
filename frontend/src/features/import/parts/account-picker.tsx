import { Check, Landmark, Plus } from "lucide-react";
import { useState } from "react";
import type { Account, Preview } from "@/api/types";
import { accountTypeName, fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { useBaseCurrency } from "@/entities/app/queries";
import { LinkButton } from "@/ui/button";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import type { NewAccount } from "../model";
import { proposeAccount } from "../names";
import { plannedAccounts, type Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import { AccountQuestion } from "./account-question";
import { NewAccountDialog } from "./new-account";

const NEW = "new";

interface Props {
  sheet: Sheet;
  preview: Preview;
  store: ImportStore;
}

/** Which account the rows go to: as it was found out, or as a person says. */
export function AccountPicker({ sheet, preview, store }: Props) {
  const [isMaking, setMaking] = useState(false);
  const base = useBaseCurrency();
  const accounts = inOrder(useAccounts().data ?? []);
  const named = sheet.newAccount;
  const hasAccount = preview.account !== null || named !== null;
  const proposed = proposeAccount(preview, base);

  function nameAccount(account: NewAccount, plan = sheet.plan ?? preview.id) {
    setMaking(false);
    store.chooseNewAccount(sheet, account, plan);
  }

  const select = (
    <Select
      label="Account for this file"
      small
      icon={Landmark}
      placeholder="Choose an account"
      value={named ? NEW : preview.account ? String(preview.account.id) : null}
      options={[
        ...optionsFrom(accounts, preview),
        { value: NEW, label: named ? `New account: ${fullName(named)}` : "New account…" },
      ]}
      onChange={(value) =>
        value === NEW ? setMaking(true) : store.ask(sheet, { account_id: Number(value) })
      }
    />
  );
  return (
    <>
      {hasAccount ? (
        <>
          <span className="muted">into</span>
          {select}
          {named ? (
            <>
              <Pill tone="good" icon={Plus}>
                created on import
              </Pill>
              <LinkButton onClick={() => setMaking(true)}>Edit</LinkButton>
            </>
          ) : (
            preview.account_reason && (
              <>
                <Pill tone="good" icon={Check}>
                  {preview.account_reason}
                </Pill>
                <LinkButton onClick={() => setMaking(true)}>Use a new account instead</LinkButton>
              </>
            )
          )}
        </>
      ) : (
        <AccountQuestion
          candidates={preview.account_candidates.map((candidate) => ({
            ...candidate,
            name: fullName(accounts.find(({ id }) => id === candidate.id) ?? { ...candidate, mask: null }),
          }))}
          planned={plannedAccounts(store, sheet)}
          proposed={proposed}
          onChoose={(account_id) => store.ask(sheet, { account_id })}
          onName={nameAccount}
          onEdit={() => setMaking(true)}
        >
          {select}
        </AccountQuestion>
      )}
      {isMaking && (
        <NewAccountDialog
          first={named ?? proposed}
          currency={preview.currency || base}
          onClose={() => setMaking(false)}
          onName={(account) => nameAccount(account)}
        />
      )}
    </>
  );
}

/** Likely ones come first, each with its reason. */
function optionsFrom(accounts: readonly Account[], preview: Preview) {
  const reasons = new Map(preview.account_candidates.map((one) => [one.id, one.reason]));
  const likely = accounts.filter((account) => reasons.has(account.id));
  const others = accounts.filter((account) => !reasons.has(account.id));
  return [...likely, ...others].map((account) => ({
    value: String(account.id),
    label: fullName(account),
    note: reasons.get(account.id) ?? accountTypeName(account.account_type),
  }));
}
