import { Landmark } from "lucide-react";
import { useState } from "react";
import type { Preview } from "@/api/types";
import { accountTypeName, fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { Select } from "@/ui/select";
import type { DeskApi } from "../desk";
import type { Sheet } from "../sheets";
import { NewAccountDialog } from "./new-account";

const NEW = "new";

/** Which account the rows go to. Likely ones come first, each with its reason; a new one can be named here. */
export function AccountPick({ sheet, preview, desk }: { sheet: Sheet; preview: Preview; desk: DeskApi }) {
  const [isMaking, setMaking] = useState(false);
  const accounts = inOrder(useAccounts().data ?? []);
  const reasons = new Map(preview.account_candidates.map((one) => [one.id, one.reason]));
  const likely = accounts.filter((account) => reasons.has(account.id));
  const others = accounts.filter((account) => !reasons.has(account.id));
  const named = sheet.newAccount;
  return (
    <>
      <Select
        label="Account the rows go to"
        small
        icon={Landmark}
        placeholder="Choose an account"
        value={named ? NEW : preview.account ? String(preview.account.id) : null}
        options={[
          ...[...likely, ...others].map((account) => ({
            value: String(account.id),
            label: fullName(account),
            note: reasons.get(account.id) ?? accountTypeName(account.account_type),
          })),
          { value: NEW, label: named ? `New account: ${named.name}` : "New account…" },
        ]}
        onChange={(value) =>
          value === NEW ? setMaking(true) : desk.ask(sheet, { account_id: Number(value) })
        }
      />
      {!preview.account && !named && (
        <button type="button" className="linkbtn" onClick={() => setMaking(true)}>
          or make a new one
        </button>
      )}
      {isMaking && (
        <NewAccountDialog
          preview={preview}
          named={named}
          onClose={() => setMaking(false)}
          onName={(account) => {
            setMaking(false);
            desk.chooseNewAccount(sheet, account);
          }}
        />
      )}
    </>
  );
}
