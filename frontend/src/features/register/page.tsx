import { useQueryClient } from "@tanstack/react-query";
import { List, Scale } from "lucide-react";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { patch } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Account, AccountRegister, BalanceDifference, Transaction } from "@/api/types";
import { LineChart } from "@/charts/line-chart";
import { isDebt } from "@/entities/accounts/balances";
import { useAccounts } from "@/entities/accounts/queries";
import { useUndo } from "@/entities/changes/use-undo";
import { useRowActions } from "@/entities/transactions/actions";
import { EditorDrawer } from "@/entities/transactions/editor/editor-drawer";
import { MerchantText } from "@/entities/transactions/merchant-text";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { EditInPlace } from "@/ui/edit-in-place";
import layoutStyles from "@/ui/layout.module.css";
import { CategoryDot } from "@/ui/marks";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { toastFailure } from "@/ui/toast";
import { CHART_DAYS, type ChartRange, marksOf, monthMarks, RANGES, ticksOfBalances } from "./model";
import { Differences } from "./parts/differences";
import { Reconcile } from "./parts/reconcile";
import { useDifferences, useRegister, useRegisterActions } from "./queries";
import styles from "./register.module.css";

const PAGE = 200;

/** One account: its balance over time, and each transaction with the balance after it. */
export default function RegisterPage() {
  const id = Number(useParams().id);
  const account = useAccounts().data?.find((one) => one.id === id);
  const [shown, setShown] = useState(PAGE);
  const [editing, setEditing] = useState<number | null>(null);
  const [params, setParams] = useSearchParams();
  const [isReconciling, setReconciling] = useState(false);
  const [chart, setChart] = useState<ChartRange>("6m");
  const { removeOne } = useRowActions();
  const { restore } = useRegisterActions();
  const register = useRegister(id, shown, CHART_DAYS[chart]);
  const { data } = register;
  const hasGap = data?.statements.some(({ unexplained_minor }) => unexplained_minor) ?? false;
  const differences = useDifferences(id, hasGap).data ?? [];
  const startReconciling = () => {
    setEditing(null);
    setReconciling(true);
  };
  useShortcuts("Account", [{ keys: "r", label: "Reconcile to a statement", run: startReconciling }]);
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
        {account && <MyShare account={account} />}
        {account?.balance_current_minor != null && (
          <span className="strong tabular">
            <Net minor={account.balance_current_minor} currency={currency} />
          </span>
        )}
        <Link className={`${buttonStyles.button} hide-on-phone`} to={`/data?account_id=${id}`}>
          Search in it
        </Link>
        <Button icon={Scale} keys="r" onClick={startReconciling}>
          Reconcile
        </Button>
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
            {data && <BalanceChart data={data} currency={currency} range={chart} onRange={setChart} />}
            {data && hasGap && (
              <Differences
                accountId={id}
                differences={differences}
                currency={currency}
                named={params.get("days")}
                onOpen={(row) => {
                  setReconciling(false);
                  setEditing(row);
                }}
                onRestore={(deletedId, text) => void restore(deletedId, text)}
              />
            )}
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
                onOpen={(row) => {
                  setReconciling(false);
                  setEditing(row.id);
                }}
                inQuestion={differences}
                onDifference={(last_on) => setParams({ days: last_on }, { replace: true })}
              />
            )}
            {data && rows.length < data.total && (
              <p className={styles.more}>
                <Button onClick={() => setShown(shown + PAGE)}>Show older transactions</Button>
              </p>
            )}
          </div>
        </div>
        {isReconciling && account && (
          <Reconcile
            accountId={id}
            currency={currency}
            isDebt={isDebt(account.account_type)}
            onClose={() => setReconciling(false)}
          />
        )}
        {current && !isReconciling && (
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

/** How much of the account is the person's own; every total counts that share. */
function MyShare({ account }: { account: Account }) {
  const client = useQueryClient();
  const undo = useUndo();
  const keep = (text: string) => {
    const percent = Number(text.replace("%", "").trim());
    if (!Number.isInteger(percent) || percent < 0 || percent > 100)
      return "Enter a percentage from 0 to 100.";
    patch<{ change_id: number | null }>(`/api/accounts/${account.id}`, { ownership_percent: percent })
      .then(({ change_id }) => {
        undo.done(`${percent}% of ${account.name} is yours`, change_id);
        return client.invalidateQueries();
      })
      .catch((error: unknown) => toastFailure(sentenceFor(error)));
    return null;
  };
  return (
    <EditInPlace label="My share of the account" value={`${account.ownership_percent}%`} onKeep={keep}>
      <span className="secondary tabular">Mine: {account.ownership_percent}%</span>
    </EditInPlace>
  );
}

interface ChartProps {
  data: AccountRegister;
  currency: string;
  range: ChartRange;
  onRange: (range: ChartRange) => void;
}

/** The balance over time; what a stated balance leaves unexplained is marked. The table lists the stated balances. */
function BalanceChart({ data: { days, statements }, currency, range, onRange }: ChartProps) {
  const [look, setLook] = useState<"chart" | "table">("chart");
  if (days.every((day) => day.balance_minor === null))
    return <p className={styles.note}>Set or import a balance of this account to see how it moved.</p>;
  return (
    <section className={styles.chart} aria-label="Balance over time">
      <div className={styles.chartHead}>
        <h2>Balance</h2>
        <Segmented small label="Range" value={range} segments={RANGES} onChange={onRange} />
        <span className="grow" />
        <Segmented
          small
          label="Show as"
          value={look}
          segments={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={setLook}
        />
      </div>
      {look === "table" ? (
        <StatedTable statements={statements} currency={currency} />
      ) : (
        <LineChart
          label="Balance at the end of each day"
          series={[{ look: "current", values: days.map((day) => day.balance_minor) }]}
          currency={currency}
          ticks={ticksOfBalances(days.flatMap(({ balance_minor }) => balance_minor ?? []))}
          marks={marksOf(days, statements)}
          axis={monthMarks(days)}
          describe={(at) => {
            const day = days[at];
            if (!day) return "";
            const held = day.balance_minor === null ? "unknown" : formatNet(day.balance_minor, currency);
            return `${formatDay(day.on)}: ${held}`;
          }}
          rest={days.length - 1}
        />
      )}
    </section>
  );
}

/** The stated balances, newest first, with what the transactions since the one before leave unexplained. */
function StatedTable({
  statements,
  currency,
}: {
  statements: AccountRegister["statements"];
  currency: string;
}) {
  if (!statements.length) return <p className="secondary">No balance was stated yet.</p>;
  return (
    <div className={styles.stated}>
      <table className={tableStyles.table}>
        <caption className="visually-hidden">Stated balances, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="align-right">
              Stated
            </th>
            <th scope="col" className="align-right">
              Unexplained
            </th>
          </tr>
        </thead>
        <tbody>
          {statements.map(({ on, balance_minor, unexplained_minor }) => (
            <tr key={on}>
              <th scope="row">{formatDay(on)}</th>
              <td className="align-right tabular">
                <Net minor={balance_minor} currency={currency} />
              </td>
              <td className="align-right tabular">
                {unexplained_minor ? (
                  <span className="warning-text">{formatSignedNet(unexplained_minor, currency)}</span>
                ) : (
                  "–"
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface EntriesProps {
  data: AccountRegister;
  currency: string;
  current: number | null;
  onOpen: (row: Transaction) => void;
  /** Stretches of days that do not add up; their rows are marked. */
  inQuestion: readonly BalanceDifference[];
  onDifference: (lastOn: string) => void;
}

/** The transactions, newest first; a stated balance closes the days up to its own. */
function Entries({ data, currency, current, onOpen, inQuestion, onDifference }: EntriesProps) {
  const isInQuestion = (on: string) =>
    inQuestion.some(({ first_on, last_on }) => first_on <= on && on <= last_on);
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
                    <button type="button" className={styles.gap} onClick={() => onDifference(statement.on)}>
                      {formatSignedNet(statement.unexplained_minor, currency)} unexplained: show the days
                    </button>
                  )}
                  {statement.unexplained_minor === 0 && <span className="muted">agrees</span>}
                </th>
                <td className="align-right strong">
                  <Net minor={statement.balance_minor} currency={currency} />
                </td>
              </tr>
            )),
            <tr
              key={row.id}
              aria-current={row.id === current || undefined}
              className={isInQuestion(row.on) ? styles.inQuestion : undefined}
            >
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
