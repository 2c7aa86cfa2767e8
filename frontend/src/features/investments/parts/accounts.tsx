import { Ellipsis, Pencil, Plus, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { Menu } from "@/ui/menu";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import type { Account } from "../model";
import { type InvestmentActions, useAccounts, useSyncAccount } from "../queries";
import tables from "../tables.module.css";
import { AccountDialog } from "./account-dialog";
import { ACCOUNT_TYPES, METHODS } from "./choices";

/** The accounts, each with the value of its own last known prices. */
export function Accounts({ actions, onAdd }: { actions: InvestmentActions; onAdd: () => void }) {
  const { data } = useAccounts();
  const sync = useSyncAccount();
  const [editing, setEditing] = useState<Account | null>(null);
  const [deleting, setDeleting] = useState<Account | null>(null);
  if (!data) return null;
  return (
    <section className={styles.section} aria-labelledby="investment-accounts">
      <SectionHeader
        title="Accounts"
        id="investment-accounts"
        end={
          <Button small icon={Plus} onClick={onAdd}>
            Add an account
          </Button>
        }
      />
      <table className={cx(tableStyles.table, tables.accounts)}>
        <caption className="visually-hidden">Investment accounts</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={tables.accountColumn}>
              Type
            </th>
            <th scope="col" className={tables.wide}>
              Lots
            </th>
            <th scope="col" className={tables.wide}>
              Prices of
            </th>
            <th scope="col" className="align-right">
              Value
            </th>
            <th scope="col" className={tables.moreColumn}>
              <span className="visually-hidden">More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.accounts.map((account) => (
            <tr key={account.id}>
              <td>
                <span className="medium">{account.account_name}</span>{" "}
                <span className="small muted">
                  {[account.mask && `··${account.mask}`, account.institution_name]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </td>
              <td className={cx("secondary", tables.accountColumn)}>
                {nameOf(ACCOUNT_TYPES, account.account_type)}
              </td>
              <td className={cx("secondary", tables.wide)}>{nameOf(METHODS, account.lot_method)}</td>
              <td className={cx("muted tabular", tables.wide)}>
                {account.as_of ? formatDay(account.as_of) : "–"}
              </td>
              <td className="align-right">
                {account.value_minor !== null ? (
                  <Net minor={account.value_minor} currency={data.currency} />
                ) : (
                  <>
                    No value
                    <span className={`small warning-text ${tables.knownSoFar}`}>
                      {formatNet(account.known_minor, data.currency)} known so far, without{" "}
                      {count(account.unvalued, "holding")}
                    </span>
                  </>
                )}
              </td>
              <td className={tables.moreColumn}>
                <Menu
                  label={account.account_name}
                  trigger={<IconButton small icon={Ellipsis} label={`More about ${account.account_name}`} />}
                  items={[
                    ...(account.connection_status === "connected"
                      ? [{ label: "Sync now", icon: RefreshCw, onSelect: () => sync.mutate(account.id) }]
                      : []),
                    { label: "Change", icon: Pencil, onSelect: () => setEditing(account) },
                    { label: "Delete", icon: Trash2, isDanger: true, onSelect: () => setDeleting(account) },
                  ]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {editing && <AccountDialog account={editing} actions={actions} onClose={() => setEditing(null)} />}
      {deleting && (
        <Confirm
          title={`Delete ${deleting.account_name}?`}
          isOpen
          isDanger
          verb={`Delete account (${count(deleting.holdings, "holding")})`}
          onClose={() => setDeleting(null)}
          onConfirm={() => {
            void actions.deleteAccount(deleting);
            setDeleting(null);
          }}
        >
          Its holdings and activities leave every total. You can undo this.
        </Confirm>
      )}
    </section>
  );
}

function nameOf(options: readonly { value: string; label: string }[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
