import { Check, CircleHelp, ListChecks, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { BankConnection, SyncDetail, SyncRun } from "@/api/types";
import { useStats } from "@/entities/app/queries";
import { healthWords } from "@/entities/banks/health";
import { useSync } from "@/entities/banks/queries";
import { cx } from "@/kit/cx";
import { count, formatCount, plural } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button, classOf } from "@/ui/button";
import { Icon, type LucideIcon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Pill } from "@/ui/pill";
import pillStyles from "@/ui/pill.module.css";
import { LoadingRows } from "@/ui/states";
import { type Term, Terms } from "@/ui/terms";
import styles from "../connect.module.css";
import { agreementOf, arrivalOf } from "../model";
import { useSyncAgain } from "../queries";

interface Props {
  connection: BankConnection | null;
  run: SyncRun | null;
  onDone: () => void;
  onAnother: () => void;
}

/** The last step: everything the bank sent, and what became of it. */
export function Result({ connection, run, onDone, onAnother }: Props) {
  const entry = run?.log ?? connection?.last_sync ?? null;
  const hasFailed = run ? run.phase !== "done" : entry?.status === "error";
  if (hasFailed || !entry) return <NotYet connection={connection} run={run} onDone={onDone} />;
  return (
    <>
      <h2>{connection?.name ?? entry.connection_name} is connected</h2>
      <p className={styles.lead}>
        {count(connection?.accounts.length ?? 0, "account")}. New transactions arrive by themselves while
        Budget App or its tray runs.
      </p>
      <Arrived logId={entry.id} accounts={connection?.accounts ?? []} />
      <div className={styles.acts}>
        <Button kind="ghost" onClick={onAnother}>
          Connect another
        </Button>
        <Button kind="primary" autoFocus onClick={onDone}>
          Done
        </Button>
      </div>
    </>
  );
}

function Arrived({ logId, accounts }: { logId: number; accounts: BankConnection["accounts"] }) {
  const sync = useSync(logId).data;
  const toReview = useStats().data?.pending_review ?? 0;
  if (!sync) return <LoadingRows rows={4} label="Loading the result" />;
  return (
    <>
      <div className={styles.result}>
        <Terms caption="What became of everything the bank sent" terms={termsOf(sync)} />
        <Balances sync={sync} accounts={accounts} />
      </div>
      <ul className={styles.next}>
        {sync.doubtful > 0 && (
          <Next icon={CircleHelp} to="/sync-history?only=questions" verb="Compare">
            <b className="medium">{count(sync.doubtful, "transaction")}</b> may be the same as{" "}
            {plural(sync.doubtful, "one", "ones")} you have
          </Next>
        )}
        {toReview > 0 && (
          <Next icon={ListChecks} to="/review" verb="Review">
            <b className="medium">{count(toReview, "transaction")}</b> {plural(toReview, "waits", "wait")} for
            you
          </Next>
        )}
        {sync.unreadable > 0 && (
          <Next icon={TriangleAlert} to={`/sync-history?sync=${sync.id}`} verb="Show">
            <b className="medium">{count(sync.unreadable, "line")}</b> of the bank could not be read
          </Next>
        )}
      </ul>
    </>
  );
}

function termsOf(sync: SyncDetail): Term[] {
  const arrival = arrivalOf(sync);
  const parts: [string, number][] = [
    ["Already here, joined", arrival.matched],
    ["New", arrival.added],
    ["Settled", arrival.settled],
    ["Changed", arrival.modified],
    ["Unsure, you decide", arrival.doubtful],
    ["Could not be read", arrival.unreadable],
  ];
  const shown = parts.filter(([label, number]) => number > 0 || label === "New");
  return [
    ...shown.map(([label, number], at): Term => ({ sign: at ? "+" : "", label, value: formatCount(number) })),
    { sign: "=", label: "From the bank", value: formatCount(arrival.total) },
  ];
}

function Balances({ sync, accounts }: { sync: SyncDetail; accounts: BankConnection["accounts"] }) {
  if (!sync.balances.length) return null;
  const currencyOf = (id: number) => accounts.find((account) => account.id === id)?.currency ?? "USD";
  return (
    <table className={styles.balances}>
      <caption className="visually-hidden">Balances</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col" className={styles.amount}>
            Bank says
          </th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {sync.balances.map((balance) => {
          const currency = currencyOf(balance.account_id);
          const agreement = agreementOf(balance);
          return (
            <tr key={balance.account_id}>
              <th scope="row" className="medium">
                {balance.account_name}
              </th>
              <td className={styles.amount}>
                <Net minor={balance.after_minor} currency={currency} />
              </td>
              <td>
                {agreement === "agrees" ? (
                  <Pill tone="good" icon={Check}>
                    agrees
                  </Pill>
                ) : agreement === "first" ? (
                  <span className={styles.note}>first balance</span>
                ) : (
                  <span className={cx(pillStyles.pill, pillStyles.warning)}>
                    <Icon of={TriangleAlert} />
                    <span>
                      <Net
                        minor={balance.after_minor - (balance.computed_minor ?? 0)}
                        currency={currency}
                        signed
                      />{" "}
                      unexplained
                    </span>
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Next({
  icon,
  to,
  verb,
  children,
}: {
  icon: LucideIcon;
  to: string;
  verb: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Icon of={icon} />
      <span className="grow">{children}</span>
      <Link className={classOf("default", true)} to={to}>
        {verb}
      </Link>
    </li>
  );
}

/** The bank is connected, but its transactions did not come yet. */
function NotYet({ connection, run, onDone }: Omit<Props, "onAnother">) {
  const again = useSyncAgain(connection?.id ?? run?.connection_id ?? 0);
  const words = connection && healthWords(connection);
  return (
    <>
      <h2>{connection?.name ?? "The bank"} is connected, its transactions are not here yet</h2>
      <div className={styles.waitingEnd} role="status">
        <Notice icon={TriangleAlert} kind="warn">
          {run?.message || connection?.message || words?.title || "The first sync has not run."}
          {words?.detail && ` ${words.detail}.`}
        </Notice>
      </div>
      <div className={styles.acts}>
        <Button kind="ghost" onClick={onDone}>
          Later
        </Button>
        {words?.act ? (
          <Link className={classOf("primary")} to={words.act.to}>
            {words.act.label}
          </Link>
        ) : (
          <Button kind="primary" disabled={again.isPending} onClick={() => again.mutate()}>
            Try now
          </Button>
        )}
      </div>
    </>
  );
}
