import {
  ArrowDown,
  ArrowUp,
  CircleDashed,
  CircleSlash,
  Ellipsis,
  Eye,
  EyeOff,
  FolderInput,
  History,
  Landmark,
  List,
  ListChecks,
  LogIn,
  Pencil,
  RefreshCw,
  Trash2,
  Unplug,
  Upload,
} from "lucide-react";
import { Link, useNavigate } from "react-router";
import type { Account, BankConnection } from "@/api/types";
import { balanceSource } from "@/entities/accounts/balances";
import { accountTypeName } from "@/entities/accounts/names";
import { useToday } from "@/entities/app/queries";
import { HealthDot } from "@/entities/banks/bank-mark";
import { healthWords } from "@/entities/banks/health";
import type { BankActions } from "@/entities/banks/queries";
import { cx } from "@/kit/cx";
import { formatDay, today } from "@/kit/dates";
import { formatSignedNet, formatSize } from "@/kit/money";
import { formatMonthName } from "@/kit/month-names";
import { count, formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import freshnessStyles from "@/ui/freshness.module.css";
import { Icon } from "@/ui/icon";
import { Menu, type MenuItem } from "@/ui/menu";
import { Pill } from "@/ui/pill";
import tableStyles from "@/ui/table.module.css";
import styles from "../accounts.module.css";
import { freshnessOf, freshnessWords, limitWords } from "../model";
import type { AccountActions } from "../queries";
import { ConnectionCell, ConnectionNeed } from "./connection-cell";
import { Coverage } from "./coverage";

export const accountKey = (account: Account) => `a${account.id}`;

interface Props {
  account: Account;
  /** The bank that reports on it; null for one kept by hand. */
  connection: BankConnection | null;
  isCurrent: boolean;
  onCurrent: () => void;
  onEdit: () => void;
  onSetBalance: () => void;
  onGroup: () => void;
  /** The newest month whose stated balances its transactions do not explain. */
  gap: { month: string; missing_minor: number } | null;
  onDisconnect: (connection: BankConnection) => void;
  actions: AccountActions;
  banks: BankActions;
  /** Moves it up (-1) or down (1) among those of its group. */
  onMove: (by: number) => void;
  onDrag: () => void;
  /** Another account was dropped here. */
  onDrop: () => void;
}

const DOTS = {
  fresh: freshnessStyles.dot,
  stale: cx(freshnessStyles.dot, freshnessStyles.stale),
  empty: cx(freshnessStyles.dot, freshnessStyles.byHand),
  closed: cx(freshnessStyles.dot, freshnessStyles.byHand),
};

/** One account: how fresh, how much, how many rows, which months. */
export function AccountRow(props: Props) {
  const { account, connection, isCurrent, onCurrent, onEdit, onSetBalance } = props;
  const asOf = useToday();
  const words = freshnessWords(account, asOf);
  const isStale = freshnessOf(account, asOf) === "stale";
  return (
    <tr
      data-row={accountKey(account)}
      className={cx(isCurrent && tableStyles.current)}
      aria-current={isCurrent ? "true" : undefined}
      onMouseDown={onCurrent}
      onDoubleClick={onEdit}
      draggable
      onDragStart={props.onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={props.onDrop}
    >
      <th scope="row">
        <span className={styles.accountName}>
          {connection ? (
            <HealthDot tone={healthWords(connection).tone} />
          ) : (
            <span className={DOTS[freshnessOf(account, asOf)]} aria-hidden="true" />
          )}
          <span className="truncate">
            <Link className={cx("medium", tableStyles.amountLink)} to={`/accounts/${account.id}`}>
              {account.name}
            </Link>{" "}
            {account.mask && <span className="muted small tabular">··{account.mask}</span>}
            <span className={cx("small muted", styles.bank)}>
              {" "}
              {[account.institution, accountTypeName(account.account_type)].filter(Boolean).join(" · ")}
            </span>
          </span>
          {account.is_hidden && (
            <Pill tone="off" icon={EyeOff}>
              hidden
            </Pill>
          )}
          {props.gap && (
            <Link className={styles.gap} to={`/accounts/${account.id}`}>
              <Icon of={CircleDashed} small />
              {formatSignedNet(props.gap.missing_minor, account.currency)} in{" "}
              {formatMonthName(props.gap.month)}
              <span className="visually-hidden"> unexplained, {account.name}</span>
            </Link>
          )}
          {connection && <ConnectionNeed connection={connection} />}
        </span>
      </th>
      <td
        className={cx(
          "small tabular",
          styles.freshness,
          isStale && !connection ? "warning-text" : "secondary",
        )}
      >
        {connection ? <ConnectionCell connection={connection} /> : words}
      </td>
      <td className={styles.coverageColumn}>
        <Coverage account={account} />
      </td>
      <td className={cx("align-right", styles.transactions)}>
        <Link className={cx(tableStyles.amountLink, styles.countLink)} to={`/data?account_id=${account.id}`}>
          <span className="visually-hidden">{account.name}: </span>
          {count(account.transaction_count, "transaction")}
        </Link>
        {account.pending_count > 0 && (
          <Link
            className={cx(tableStyles.amountLink, styles.countLink, "small muted")}
            to={`/review?account_id=${account.id}`}
          >
            <span className="visually-hidden">{account.name}: </span>
            {formatCount(account.pending_count)} to review
          </Link>
        )}
      </td>
      <td className="align-right medium">
        {account.unclear_balance_minor !== null ? (
          <UnclearBalance account={account} minor={account.unclear_balance_minor} actions={props.actions} />
        ) : account.balance_current_minor === null ? (
          <Button small onClick={onSetBalance}>
            Set balance<span className="visually-hidden"> of {account.name}</span>
          </Button>
        ) : (
          <>
            <Net minor={account.balance_current_minor} currency={account.currency} />
            <span
              className={cx("small muted", styles.balanceSource)}
              title={limitWords(account) ?? undefined}
            >
              {balanceSource(account, asOf)}
            </span>
          </>
        )}
      </td>
      <td className={styles.actions}>
        <span className={styles.buttons}>
          <Link
            className={cx(
              buttonStyles.button,
              buttonStyles.ghost,
              buttonStyles.iconOnly,
              buttonStyles.small,
              styles.importButton,
            )}
            to={`/import?account_id=${account.id}`}
            aria-label={`Import into ${account.name}`}
            title={`Import into ${account.name}`}
          >
            <Icon of={Upload} />
          </Link>
          <RowMenu {...props} />
        </span>
      </td>
    </tr>
  );
}

/** Asks about a statement that states a positive balance of a card or loan: the bank may mean either. */
function UnclearBalance({
  account,
  minor,
  actions,
}: {
  account: Account;
  minor: number;
  actions: AccountActions;
}) {
  const size = formatSize(minor, account.currency);
  const answer = (means: "owed" | "credit", words: string) => () =>
    void actions.change(account, { positive_balance_means: means }, words);
  return (
    <fieldset className={styles.balanceQuestion}>
      <legend className="small">
        {size} on {formatDay(account.balance_stated_on ?? today())}: do you owe it?
      </legend>
      <Button small onClick={answer("owed", `${account.name}: ${size} is owed`)}>
        I owe it
      </Button>
      <Button small onClick={answer("credit", `${account.name}: ${size} is a credit`)}>
        It is a credit
      </Button>
    </fieldset>
  );
}

function RowMenu({ account, connection, onEdit, onGroup, onMove, onDisconnect, actions, banks }: Props) {
  const navigate = useNavigate();
  const { name } = account;
  const bankItems: (MenuItem | null)[] = connection
    ? [
        {
          label: `Sync ${connection.name}`,
          icon: RefreshCw,
          keys: "y",
          onSelect: () => void banks.syncOne(connection.id),
        },
        ...(connection.provider === "plaid"
          ? [
              {
                label: "Sign in again",
                icon: LogIn,
                onSelect: () => void navigate(`/accounts/connect?repair=${connection.id}`),
              },
            ]
          : []),
        {
          label: "Choose its accounts",
          icon: ListChecks,
          onSelect: () => void navigate(`/accounts/connect?choose=${connection.id}`),
        },
        {
          label: "Ask the bank for its balance",
          icon: Landmark,
          onSelect: () => void banks.refreshBalance(account.id, name),
        },
        {
          label: "Fetch its history again",
          icon: History,
          onSelect: () => void banks.fetchAgain(account.id, connection.name),
        },
        {
          label: `Disconnect ${connection.name}`,
          icon: Unplug,
          onSelect: () => onDisconnect(connection),
        },
        null,
      ]
    : [
        {
          label: "Connect a bank to it",
          icon: RefreshCw,
          onSelect: () => void navigate(`/accounts/connect?account=${account.id}`),
        },
        null,
      ];
  const items: (MenuItem | null)[] = [
    ...bankItems,
    { label: "Edit", icon: Pencil, keys: "e", onSelect: onEdit },
    { label: "Group", icon: FolderInput, onSelect: onGroup },
    { label: "Move up", icon: ArrowUp, keys: "Shift+ArrowUp", onSelect: () => onMove(-1) },
    { label: "Move down", icon: ArrowDown, keys: "Shift+ArrowDown", onSelect: () => onMove(1) },
    account.is_in_totals
      ? {
          label: "Leave out of totals",
          icon: CircleSlash,
          onSelect: () => void actions.change(account, { is_in_totals: false }, `${name} is not counted`),
        }
      : {
          label: "Count in totals",
          icon: CircleSlash,
          onSelect: () => void actions.change(account, { is_in_totals: true }, `${name} is counted`),
        },
    {
      label: "Show transactions",
      icon: List,
      keys: "o",
      onSelect: () => void navigate(`/data?account_id=${account.id}`),
    },
    {
      label: "Import a statement",
      icon: Upload,
      onSelect: () => void navigate(`/import?account_id=${account.id}`),
    },
    null,
    account.is_hidden
      ? {
          label: "Show in lists",
          icon: Eye,
          onSelect: () => void actions.change(account, { is_hidden: false }, `${name} is shown again`),
        }
      : {
          label: "Hide from lists",
          icon: EyeOff,
          onSelect: () => void actions.change(account, { is_hidden: true }, `${name} hidden`),
        },
    account.closed_on
      ? {
          label: "Reopen",
          icon: CircleSlash,
          onSelect: () => void actions.change(account, { closed_on: null }, `${name} reopened`),
        }
      : {
          label: "Close today",
          icon: CircleSlash,
          note: formatDay(today()),
          onSelect: () => void actions.change(account, { closed_on: today() }, `${name} closed`),
        },
    null,
    {
      label: "Delete with its transactions",
      icon: Trash2,
      keys: "Delete",
      isDanger: true,
      onSelect: () => void actions.remove(account),
    },
  ];
  return (
    <Menu
      label={`More for ${name}`}
      trigger={<IconButton icon={Ellipsis} small label={`More for ${name}`} />}
      items={items}
    />
  );
}
