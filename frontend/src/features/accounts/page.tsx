import { CreditCard, History, Landmark, Plus, RefreshCw } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Account, BankConnection, AccountGroup as NamedGroup } from "@/api/types";
import { useAccounts } from "@/entities/accounts/queries";
import { BankNotices } from "@/entities/banks/bank-notices";
import { type BankActions, useBankActions, useConnections, useSyncState } from "@/entities/banks/queries";
import { cx } from "@/kit/cx";
import { today } from "@/kit/dates";
import { useIsWide, useMedia } from "@/kit/use-media";
import { count, formatCount, listOf } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button, classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { useCurrent } from "@/ui/use-current";
import styles from "./accounts.module.css";
import { type AccountGroup, groupAccounts, groupByName, movedBy, movedTo, proofResult } from "./model";
import { AccountDialog } from "./parts/account-dialog";
import { AccountRow, accountKey } from "./parts/account-row";
import { BalanceProofs } from "./parts/balance-proofs";
import { DeletedAccounts } from "./parts/deleted-accounts";
import { DisconnectDialog } from "./parts/disconnect-dialog";
import { GroupActs, GroupDialog } from "./parts/groups";
import { InvestmentAccounts } from "./parts/investment-accounts";
import { LastSync } from "./parts/last-sync";
import { NetTotals } from "./parts/net-total";
import {
  type AccountActions,
  type GroupActions,
  useAccountActions,
  useDeletedAccounts,
  useGroupActions,
  useGroups,
  useInvestmentAccounts,
  useOverview,
} from "./queries";

const NO_GROUPS: readonly NamedGroup[] = [];

type Open =
  | { kind: "add" }
  | { kind: "edit" | "balance" | "group"; account: Account }
  | { kind: "disconnect"; connection: BankConnection };

/** Every account: how its bank is connected, its balance, its transactions, the months it covers. */
export default function AccountsPage() {
  const accounts = useAccounts();
  const overview = useOverview().data;
  const invested = useInvestmentAccounts().data ?? [];
  const deleted = useDeletedAccounts();
  const actions = useAccountActions();
  const banks = useBankActions();
  const connections = useConnections().data ?? [];
  const isSyncing = (useSyncState().data?.running.length ?? 0) > 0;
  const isWide = useIsWide();
  const [isPanelOpen, setPanelOpen] = useState(isWide);
  const hasPanel = connections.length > 0 && isPanelOpen;
  const [open, setOpen] = useState<Open | null>(null);
  const named = useGroups().data ?? NO_GROUPS;
  const groupActions = useGroupActions();
  const [params, setParams] = useSearchParams();
  const isByGroup = params.get("by") === "group" && named.length > 0;
  const chosen = isByGroup ? named.find(({ id }) => String(id) === params.get("group")) : undefined;
  const groups = useMemo(() => {
    const all = accounts.data ?? [];
    if (!isByGroup) return groupAccounts(all);
    return groupByName(all, named).filter(({ id }) => !chosen || id === chosen.id);
  }, [accounts.data, isByGroup, named, chosen]);
  const gapOf = (account: Account) => {
    const proof = overview?.proofs.find(({ account_id }) => account_id === account.id);
    return (proof && proofResult(proof, today()).gap) ?? null;
  };
  const { current, moveTo } = useAccountKeys(groups, actions, banks, setOpen);
  const columns = useColumns(hasPanel);
  const [dragged, setDragged] = useState<Account | null>(null);
  return (
    <>
      <PageHeader
        title="Accounts"
        about={accounts.data && count(accounts.data.length + invested.length, "account")}
      >
        <span className="grow" />
        {connections.length > 0 && (
          <>
            {!isPanelOpen && (
              <Button
                kind="ghost"
                className="hide-on-phone"
                icon={History}
                onClick={() => setPanelOpen(true)}
              >
                Last sync
              </Button>
            )}
            <Button
              kind="ghost"
              className="hide-on-phone"
              icon={RefreshCw}
              data-key="Shift+y"
              disabled={isSyncing}
              onClick={() => void banks.syncAll()}
            >
              {isSyncing ? "Syncing…" : "Sync all"}
            </Button>
          </>
        )}
        <Link className={classOf("default", false, "hide-on-phone")} to="/import">
          Import a file
        </Link>
        <Button icon={Plus} data-key="p" onClick={() => setOpen({ kind: "add" })}>
          Add account
        </Button>
        <Link className={classOf("primary")} to="/accounts/connect">
          <Icon of={Landmark} />
          Connect a bank
        </Link>
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <BankNotices of={(health) => health === "keys" || health === "choose_accounts"} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Accounts">
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
              <>
                {overview && <NetTotals totals={overview.totals} />}
                {overview && overview.left_out.length > 0 && (
                  <p className={styles.leftOut}>Not counted: {listOf(overview.left_out)}</p>
                )}
                {named.length > 0 && (
                  <div className={layoutStyles.toolbar}>
                    <Segmented
                      label="Accounts by"
                      value={isByGroup ? "group" : "kind"}
                      segments={[
                        { value: "kind", label: "By kind" },
                        { value: "group", label: "By group" },
                      ]}
                      onChange={(by) => setParams(by === "group" ? { by } : {}, { replace: true })}
                    />
                    {isByGroup && (
                      <Segmented
                        label="Group"
                        value={chosen ? String(chosen.id) : "all"}
                        segments={[
                          { value: "all", label: "All" },
                          ...named.map((group) => ({ value: String(group.id), label: group.name })),
                        ]}
                        onChange={(group) =>
                          setParams(group === "all" ? { by: "group" } : { by: "group", group }, {
                            replace: true,
                          })
                        }
                      />
                    )}
                  </div>
                )}
                <table
                  className={cx(
                    tableStyles.table,
                    tableStyles.tree,
                    styles.table,
                    hasPanel && styles.besidePanel,
                  )}
                >
                  <caption className="visually-hidden">Accounts</caption>
                  <Columns />
                  {groups.map((group) => (
                    <tbody key={`${group.id} ${group.name}`}>
                      <GroupHead group={group} hasPanel={hasPanel} named={named} actions={groupActions} />
                      {group.accounts.map((account) => (
                        <AccountRow
                          key={account.id}
                          account={account}
                          connection={connections.find(({ id }) => id === account.connection_id) ?? null}
                          isCurrent={current === accountKey(account)}
                          onCurrent={() => moveTo(accountKey(account))}
                          onEdit={() => setOpen({ kind: "edit", account })}
                          onSetBalance={() => setOpen({ kind: "balance", account })}
                          onGroup={() => setOpen({ kind: "group", account })}
                          gap={gapOf(account)}
                          onDisconnect={(connection) => setOpen({ kind: "disconnect", connection })}
                          actions={actions}
                          banks={banks}
                          onMove={(by) => void actions.order(movedBy(group.accounts, account, by, groups))}
                          onDrag={() => setDragged(account)}
                          onDrop={() => {
                            if (dragged && dragged.id !== account.id && group.accounts.includes(dragged))
                              void actions.order(movedTo(group.accounts, dragged, account, groups));
                            setDragged(null);
                          }}
                        />
                      ))}
                    </tbody>
                  ))}
                  {!isByGroup && invested.length > 0 && (
                    <InvestmentAccounts accounts={invested} columns={columns} />
                  )}
                </table>
                {overview && <BalanceProofs overview={overview} />}
              </>
            )}
            <DeletedAccounts
              accounts={deleted.data ?? []}
              onRestore={(account) => void actions.restore(account)}
            />
          </div>
        </div>
        {hasPanel && <LastSync connections={connections} onClose={() => setPanelOpen(false)} />}
      </div>
      {open?.kind === "group" && (
        <GroupDialog account={open.account} groups={named} onClose={() => setOpen(null)} />
      )}
      {open?.kind === "disconnect" && (
        <DisconnectDialog
          connection={open.connection}
          onClose={() => setOpen(null)}
          onConfirm={() => void banks.disconnect(open.connection)}
        />
      )}
      {open && open.kind !== "disconnect" && (
        <AccountDialog
          account={open.kind === "add" ? null : open.account}
          startsAt={open.kind === "balance" ? "balance" : "name"}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function useAccountKeys(
  groups: readonly AccountGroup[],
  actions: AccountActions,
  banks: BankActions,
  setOpen: (open: Open) => void,
) {
  const navigate = useNavigate();
  const all = useMemo(() => groups.flatMap((group) => group.accounts), [groups]);
  const keys = useMemo(() => all.map(accountKey), [all]);
  const withCurrent = (run: (account: Account) => void) => () => {
    const account = all.find((one) => accountKey(one) === current);
    if (account) run(account);
  };
  const move = (account: Account, by: number) => {
    const group = groups.find(({ accounts }) => accounts.includes(account));
    if (group) void actions.order(movedBy(group.accounts, account, by, groups));
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
    {
      keys: "y",
      label: "Sync its bank",
      run: withCurrent((account) => {
        if (account.connection_id !== null) void banks.syncOne(account.connection_id);
      }),
    },
    {
      keys: "Shift+ArrowUp",
      label: "Move up in its group",
      run: withCurrent((account) => move(account, -1)),
    },
    {
      keys: "Shift+ArrowDown",
      label: "Move down in its group",
      run: withCurrent((account) => move(account, 1)),
    },
    { keys: "Shift+y", label: "Sync all banks", run: () => void banks.syncAll() },
    { keys: "p", label: "Add an account", run: () => setOpen({ kind: "add" }) },
  ]);
  return { current, moveTo };
}

function Columns() {
  return (
    <>
      <colgroup>
        <col />
        <col className={styles.freshness} />
        <col className={styles.coverageColumn} />
        <col className={styles.transactions} />
        <col className={styles.balance} />
        <col className={styles.actions} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            Account
          </th>
          <th scope="col" className={styles.freshness}>
            Up to date
          </th>
          <th scope="col" className={styles.coverageColumn}>
            Months
          </th>
          <th scope="col" className={cx("align-right", styles.transactions)}>
            Transactions
          </th>
          <th scope="col" className="align-right">
            Balance
          </th>
          <th scope="col" className={styles.actions}>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
    </>
  );
}

function GroupHead({
  group,
  hasPanel,
  named,
  actions,
}: {
  group: AccountGroup;
  hasPanel: boolean;
  named: readonly NamedGroup[];
  actions: GroupActions;
}) {
  const columns = useColumns(hasPanel);
  return (
    <tr className={cx(tableStyles.group, styles.group)}>
      <th scope="rowgroup" colSpan={columns}>
        <span className={styles.groupLine}>
          <span>
            <b>{group.name}</b>
            {formatCount(group.accounts.length)}
            {group.id !== null && <GroupActs id={group.id} groups={named} actions={actions} />}
          </span>
          <span className={cx(styles.groupSums, "tabular")}>
            {group.totals.map((total) => (
              <Net key={total.currency} minor={total.minor} currency={total.currency} />
            ))}
            {group.unknown > 0 && <span>{count(group.unknown, "account")} without a balance</span>}
          </span>
        </span>
      </th>
    </tr>
  );
}

/** How many columns the width of the window leaves. */
function useColumns(hasPanel: boolean): number {
  const steps = [
    useMedia("(min-width: 1181px)"),
    useMedia(hasPanel ? "(min-width: 1561px)" : "(min-width: 1181px)"),
    useMedia(
      hasPanel ? "(min-width: 1401px), (min-width: 561px) and (max-width: 1180px)" : "(min-width: 561px)",
    ),
  ];
  return 3 + steps.filter(Boolean).length;
}

function Nothing({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      icon={CreditCard}
      title="No accounts yet"
      act={
        <span className="inline-row">
          <Link className={classOf("primary")} to="/accounts/connect">
            Connect a bank
          </Link>
          <Link className={classOf("default")} to="/import">
            Import a file
          </Link>
          <Button kind="ghost" onClick={onAdd}>
            Add by hand
          </Button>
        </span>
      }
    >
      Connect a bank, or import a statement: both create their accounts.
    </EmptyState>
  );
}
