import { CreditCard, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Account } from "@/api/types";
import { writeTotals } from "@/entities/accounts/balances";
import { useAccounts } from "@/entities/accounts/queries";
import { useMedia } from "@/kit/use-media";
import { count, formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { EmptyState, FailedState, LoadingRows } from "@/ui/faces";
import { PageHeader } from "@/ui/page-header";
import { useCurrent } from "@/ui/use-current";
import { type AccountGroup, groupAccounts } from "./model";
import { AccountDialog } from "./parts/account-dialog";
import { AccountRow, accountKey } from "./parts/account-row";
import { DeletedAccounts } from "./parts/deleted-accounts";
import { type AccountActions, useAccountActions, useDeletedAccounts } from "./queries";
import "@/ui/tree-table.css";
import "./accounts.css";

type Open = { kind: "add" } | { kind: "edit" | "balance"; account: Account };

/** Every account: its balance, its rows, the months it covers. */
export default function AccountsPage() {
  const accounts = useAccounts();
  const deleted = useDeletedAccounts();
  const actions = useAccountActions();
  const [open, setOpen] = useState<Open | null>(null);
  const groups = useMemo(() => groupAccounts(accounts.data ?? []), [accounts.data]);
  const { current, moveTo } = useAccountKeys(groups, actions, setOpen);
  return (
    <>
      <PageHeader title="Accounts" about={accounts.data && summaryOf(accounts.data)}>
        <span className="grow" />
        <Link className="btn hide-s" to="/import">
          Import a file
        </Link>
        <Button kind="primary" icon={Plus} data-key="p" onClick={() => setOpen({ kind: "add" })}>
          Add account
        </Button>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll" role="region" tabIndex={0} aria-label="Accounts">
        {accounts.isPending ? (
          <LoadingRows label="Loading accounts" />
        ) : accounts.isError ? (
          <FailedState
            title="Accounts could not be loaded"
            error={accounts.error}
            onRetry={accounts.refetch}
          />
        ) : groups.length === 0 ? (
          <Nothing onAdd={() => setOpen({ kind: "add" })} />
        ) : (
          <table className="tbl tree acc">
            <caption className="sr">Accounts</caption>
            <Columns />
            {groups.map((group) => (
              <tbody key={group.name}>
                <GroupHead group={group} />
                {group.accounts.map((account) => (
                  <AccountRow
                    key={account.id}
                    account={account}
                    isCurrent={current === accountKey(account)}
                    onCurrent={() => moveTo(accountKey(account))}
                    onEdit={() => setOpen({ kind: "edit", account })}
                    onSetBalance={() => setOpen({ kind: "balance", account })}
                    actions={actions}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
        <DeletedAccounts
          accounts={deleted.data ?? []}
          onRestore={(account) => void actions.restore(account)}
        />
      </div>
      {open && (
        <AccountDialog
          account={open.kind === "add" ? null : open.account}
          startsAt={open.kind === "balance" ? "balance" : "name"}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** "3 accounts, $13,946.00 in all": closed accounts hold nothing. */
function summaryOf(accounts: readonly Account[]): string {
  const total = writeTotals(accounts.filter((account) => account.closed_on === null));
  const words = count(accounts.length, "account");
  return total === null ? words : `${words} · total ${total}`;
}

function useAccountKeys(
  groups: readonly AccountGroup[],
  actions: AccountActions,
  setOpen: (open: Open) => void,
) {
  const navigate = useNavigate();
  const all = useMemo(() => groups.flatMap((group) => group.accounts), [groups]);
  const keys = useMemo(() => all.map(accountKey), [all]);
  const withCurrent = (run: (account: Account) => void) => () => {
    const account = all.find((one) => accountKey(one) === current);
    if (account) run(account);
  };
  const { current, moveTo } = useCurrent(keys, [
    {
      keys: "e",
      label: "Edit",
      run: withCurrent((account) => setOpen({ kind: "edit", account })),
    },
    {
      keys: ["Enter", "o"],
      label: "Show transactions",
      run: withCurrent((account) => void navigate(`/data?account_id=${account.id}`)),
    },
    {
      keys: "Delete",
      label: "Delete with its transactions",
      run: withCurrent((account) => void actions.remove(account)),
    },
    { keys: "p", label: "Add an account", run: () => setOpen({ kind: "add" }) },
  ]);
  return { current, moveTo };
}

function Columns() {
  return (
    <>
      <colgroup>
        <col />
        <col className="fr" />
        <col className="cv" />
        <col className="rw" />
        <col className="ba" />
        <col className="go" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="nm">
            Account
          </th>
          <th scope="col" className="fr">
            Up to date
          </th>
          <th scope="col" className="cv">
            Months
          </th>
          <th scope="col" className="r rw">
            Transactions
          </th>
          <th scope="col" className="r">
            Balance
          </th>
          <th scope="col" className="go">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
    </>
  );
}

function GroupHead({ group }: { group: AccountGroup }) {
  const columns = useColumns();
  return (
    <tr className="grp">
      <th scope="rowgroup" colSpan={columns}>
        <span className="grp-line">
          <span>
            <b>{group.name}</b>
            {formatCount(group.accounts.length)}
          </span>
          <span className="grp-sums num">
            {group.totals.map((total) => (
              <Net key={total.currency} minor={total.minor} currency={total.currency} />
            ))}
          </span>
        </span>
      </th>
    </tr>
  );
}

/** How many columns the width of the window leaves. */
function useColumns(): number {
  const steps = [
    useMedia("(min-width: 1181px)"),
    useMedia("(min-width: 861px)"),
    useMedia("(min-width: 561px)"),
  ];
  return 3 + steps.filter(Boolean).length;
}

function Nothing({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      icon={CreditCard}
      title="No accounts yet"
      act={
        <span className="hstack">
          <Link className="btn primary" to="/import">
            Import a file
          </Link>
          <Button onClick={onAdd}>Add by hand</Button>
        </span>
      }
    >
      Importing a statement creates its account.
    </EmptyState>
  );
}
