import { CircleSlash, Ellipsis, Eye, EyeOff, List, Pencil, Trash2, Upload } from "lucide-react";
import { Link, useNavigate } from "react-router";
import type { Account } from "@/api/types";
import { balanceSource } from "@/entities/accounts/balances";
import { accountTypeName } from "@/entities/accounts/names";
import { cx } from "@/kit/cx";
import { formatDay, today } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Menu, type MenuItem } from "@/ui/menu";
import { freshnessOf, freshnessWords } from "../model";
import type { AccountActions } from "../queries";
import { Coverage } from "./coverage";

export const accountKey = (account: Account) => `a${account.id}`;

interface Props {
  account: Account;
  isCurrent: boolean;
  onCurrent: () => void;
  onEdit: () => void;
  onSetBalance: () => void;
  actions: AccountActions;
}

const DOTS = { fresh: "up", stale: "up stale", empty: "up hand", closed: "up hand" };

/** One account: how fresh, how much, how many rows, which months. */
export function AccountRow({ account, isCurrent, onCurrent, onEdit, onSetBalance, actions }: Props) {
  const asOf = today();
  const words = freshnessWords(account, asOf);
  const isStale = freshnessOf(account, asOf) === "stale";
  return (
    <tr
      data-row={accountKey(account)}
      className={cx(isCurrent && "cur")}
      aria-current={isCurrent ? "true" : undefined}
      onMouseDown={onCurrent}
      onDoubleClick={onEdit}
    >
      <th scope="row">
        <span className="acc-name">
          <span className={DOTS[freshnessOf(account, asOf)]} aria-hidden="true" />
          <span className="trunc">
            <Link className="med amt" to={`/data?account_id=${account.id}`}>
              {account.name}
            </Link>{" "}
            {account.mask && <span className="ink3 small num">··{account.mask}</span>}
            <span className="small ink3 acc-bank">
              {" "}
              {[account.institution, accountTypeName(account.account_type)].filter(Boolean).join(" · ")}
            </span>
          </span>
          {account.is_hidden && (
            <span className="pill off">
              <Icon of={EyeOff} />
              hidden
            </span>
          )}
        </span>
      </th>
      <td className={cx("small num fr", isStale ? "warnt" : "ink2")}>{words}</td>
      <td className="cv">
        <Coverage account={account} />
      </td>
      <td className="r rw">
        <Link className="amt" to={`/data?account_id=${account.id}`}>
          <span className="sr">{account.name}: </span>
          {count(account.transaction_count, "transaction")}
        </Link>
        {account.pending_count > 0 && (
          <Link className="amt small ink3" to={`/review?account_id=${account.id}`}>
            <span className="sr">{account.name}: </span>
            {formatCount(account.pending_count)} to review
          </Link>
        )}
      </td>
      <td className="r med">
        {account.balance_current_minor === null ? (
          <Button small onClick={onSetBalance}>
            Set balance<span className="sr"> of {account.name}</span>
          </Button>
        ) : (
          <>
            <Net minor={account.balance_current_minor} currency={account.currency} />
            <span className="small ink3 bal-src">{balanceSource(account, asOf)}</span>
          </>
        )}
      </td>
      <td className="go">
        <span className="acc-acts">
          <Link
            className="btn ghost icon sm imp"
            to={`/import?account_id=${account.id}`}
            aria-label={`Import into ${account.name}`}
            title={`Import into ${account.name}`}
          >
            <Icon of={Upload} />
          </Link>
          <RowMenu account={account} onEdit={onEdit} actions={actions} />
        </span>
      </td>
    </tr>
  );
}

function RowMenu({ account, onEdit, actions }: Pick<Props, "account" | "onEdit" | "actions">) {
  const navigate = useNavigate();
  const { name } = account;
  const items: (MenuItem | null)[] = [
    { label: "Edit", icon: Pencil, keys: "e", onSelect: onEdit },
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
