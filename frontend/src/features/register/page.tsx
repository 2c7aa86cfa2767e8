import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { List } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { get } from "@/api/client";
import type { AccountRegister, Transaction } from "@/api/types";
import { LineChart } from "@/charts/line-chart";
import { useAccounts } from "@/entities/accounts/queries";
import { useRowActions } from "@/entities/transactions/actions";
import { EditorDrawer } from "@/entities/transactions/editor/editor-drawer";
import { MerchantText } from "@/entities/transactions/merchant-text";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import layoutStyles from "@/ui/layout.module.css";
import { CategoryDot } from "@/ui/marks";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "./register.module.css";

const PAGE = 200;

/** One account: its balance over time, and each transaction with the balance after it. */
export default function RegisterPage() {
  const id = Number(useParams().id);
  const account = useAccounts().data?.find((one) => one.id === id);
  const [shown, setShown] = useState(PAGE);
  const [editing, setEditing] = useState<number | null>(null);
  const { removeOne } = useRowActions();
  const register = useQuery({
    queryKey: ["register", id, shown],
    queryFn: ({ signal }) =>
      get<AccountRegister>(`/api/accounts/${id}/register`, { params: { limit: shown }, signal }),
    placeholderData: keepPreviousData,
  });
  const { data } = register;
  const currency = account?.currency ?? data?.rows[0]?.transaction.currency ?? "USD";
  const rows = data?.rows ?? [];
  const at = rows.findIndex(({ transaction }) => transaction.id === editing);
  const current = rows[at]?.transaction;

  return (
    <>
      <PageHeader
        parent={{ title: "Accounts", to: "/accounts" }}
        title={account?.name ?? "Account"}
        about={data ? count(data.total, "transaction") : undefined}
      >
        <span className="grow" />
        {account?.balance_current_minor != null && (
          <span className="strong tabular">
            <Net minor={account.balance_current_minor} currency={currency} />
          </span>
        )}
        <Link className={buttonStyles.button} to={`/data?account_id=${id}`}>
          Search in it
        </Link>
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Register">
            {register.isPending && <LoadingRows rows={20} label="Loading the register" />}
            {register.isError && (
              <FailedState
                title="The register could not be loaded"
                error={register.error}
                onRetry={register.refetch}
              />
            )}
            {data && <BalanceChart days={data.days} currency={currency} />}
            {data && rows.length === 0 && (
              <EmptyState icon={List} title="No transaction in this account">
                Import a file into it, or add a transaction by hand.
              </EmptyState>
            )}
            {data && rows.length > 0 && (
              <Entries
                data={data}
                currency={currency}
                current={editing}
                onOpen={(row) => setEditing(row.id)}
              />
            )}
            {data && rows.length < data.total && (
              <p className={styles.more}>
                <Button onClick={() => setShown(shown + PAGE)}>Show older transactions</Button>
              </p>
            )}
          </div>
        </div>
        {current && (
          <EditorDrawer
            key={current.id}
            row={current}
            start="edit"
            onClose={() => setEditing(null)}
            onStep={(step) => setEditing(rows[at + step]?.transaction.id ?? current.id)}
            onDelete={(row) => void removeOne(row).then(() => register.refetch())}
          />
        )}
      </div>
    </>
  );
}

function BalanceChart({ days, currency }: { days: AccountRegister["days"]; currency: string }) {
  if (days.every((day) => day.balance_minor === null))
    return <p className={styles.note}>Set or import a balance of this account to see how it moved.</p>;
  return (
    <div className={styles.chart}>
      <LineChart
        label="Balance at the end of each day"
        series={[{ look: "current", values: days.map((day) => day.balance_minor) }]}
        currency={currency}
        axis={days.flatMap(({ on }, at) =>
          on.endsWith("-01") ? [{ at, text: formatMonth(on.slice(0, 7)) }] : [],
        )}
        describe={(at) => {
          const day = days[at];
          if (!day) return "";
          const held = day.balance_minor === null ? "unknown" : formatNet(day.balance_minor, currency);
          return `${formatDay(day.on)}: ${held}`;
        }}
        rest={days.length - 1}
      />
    </div>
  );
}

interface EntriesProps {
  data: AccountRegister;
  currency: string;
  current: number | null;
  onOpen: (row: Transaction) => void;
}

/** The transactions, newest first; a stated balance closes the days up to its own. */
function Entries({ data, currency, current, onOpen }: EntriesProps) {
  const oldest = data.rows[data.rows.length - 1]?.transaction.on ?? "";
  let left = data.statements.filter(({ on }) => on >= oldest || data.rows.length === data.total);
  return (
    <table className={`${tableStyles.table} ${styles.register}`}>
      <caption className="visually-hidden">Transactions, newest first, with the balance after each</caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Merchant and note</th>
          <th scope="col" className={styles.category}>
            Category
          </th>
          <th scope="col" className="align-right">
            Amount
          </th>
          <th scope="col" className="align-right">
            Balance
          </th>
        </tr>
      </thead>
      <tbody>
        {data.rows.map(({ transaction: row, balance_minor }) => {
          const closed = left.filter(({ on }) => !row.is_pending && on >= row.on);
          left = left.filter((one) => !closed.includes(one));
          return [
            ...closed.map((statement) => (
              <tr key={statement.on} className={styles.statement}>
                <th scope="rowgroup" colSpan={4}>
                  Balance stated, {formatDay(statement.on)}{" "}
                  {statement.unexplained_minor !== null && statement.unexplained_minor !== 0 && (
                    <span className={styles.gap}>
                      {formatNet(statement.unexplained_minor, currency)} unexplained
                    </span>
                  )}
                  {statement.unexplained_minor === 0 && <span className="muted">agrees</span>}
                </th>
                <td className="align-right strong">
                  <Net minor={statement.balance_minor} currency={currency} />
                </td>
              </tr>
            )),
            <tr key={row.id} aria-current={row.id === current || undefined}>
              <td className="tabular secondary">{formatDay(row.on)}</td>
              <td>
                <button type="button" className={styles.open} onClick={() => onOpen(row)}>
                  <span className="visually-hidden">Edit </span>
                  <MerchantText row={row} />
                </button>
              </td>
              <td className={styles.category}>
                <span className="inline-row">
                  <CategoryDot color={row.category_color} />
                  {row.splits.length ? `Split in ${row.splits.length}` : (row.category_name ?? "To review")}
                </span>
              </td>
              <td className="align-right">
                <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
              </td>
              <td className="align-right secondary tabular">
                {balance_minor === null
                  ? row.is_pending
                    ? "Pending"
                    : "–"
                  : formatNet(balance_minor, currency)}
              </td>
            </tr>,
          ];
        })}
      </tbody>
    </table>
  );
}
