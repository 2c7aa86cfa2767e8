import { Check, CircleCheck, CirclePlus, Clock, Pencil, TriangleAlert, Undo2 } from "lucide-react";
import { Link } from "react-router";
import type { BankConnection, SyncDetail, SyncRun } from "@/api/types";
import { BankLogo, HealthDot } from "@/entities/banks/bank-mark";
import { dataMoment, healthWords } from "@/entities/banks/health";
import { isRunning, useSyncRuns } from "@/entities/banks/progress";
import { useBankActions, useSync } from "@/entities/banks/queries";
import { resultWords } from "@/entities/banks/sync-words";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatMoment } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Button, classOf } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { Icon } from "@/ui/icon";
import { Pill } from "@/ui/pill";
import pillStyles from "@/ui/pill.module.css";
import { lastSyncOf } from "../model";
import styles from "./last-sync.module.css";

/** What the last sync of each bank changed; while one runs, how far it is. */
export function LastSync({
  connections,
  onClose,
}: {
  connections: readonly BankConnection[];
  onClose: () => void;
}) {
  const runs = useSyncRuns();
  const running = runs.filter(isRunning);
  const { at, answered, words } = lastSyncOf(connections);
  return (
    <Drawer
      label="What the last sync changed"
      title={
        running.length > 0 ? (
          "Syncing"
        ) : (
          <>
            Last sync <span className={styles.note}>{at && formatMoment(at)}</span>
          </>
        )
      }
      acts={
        <Link className={classOf("ghost", true)} to="/sync-history">
          All syncs
        </Link>
      }
      onClose={onClose}
    >
      {running.length > 0 ? (
        <Syncing runs={runs} running={running} />
      ) : (
        <>
          <section>
            <p>
              <b className="medium">
                {answered} of {count(connections.length, "bank")} answered.
              </b>{" "}
              {words}
            </p>
          </section>
          {connections.map((connection) => (
            <Bank key={connection.id} connection={connection} />
          ))}
        </>
      )}
    </Drawer>
  );
}

function Syncing({ runs, running }: { runs: readonly SyncRun[]; running: readonly SyncRun[] }) {
  const actions = useBankActions();
  const began = Math.min(...running.map((run) => Date.parse(run.started_at)));
  const round = runs.filter((run) => isRunning(run) || Date.parse(run.started_at) >= began);
  return (
    <section>
      <div className={styles.head}>
        <span className="grow" role="status">
          {round.length - running.length} of {count(round.length, "bank")}
        </span>
        <Button small kind="ghost" onClick={() => void actions.cancel()}>
          Cancel
        </Button>
      </div>
      <ul className={styles.runs}>
        {round.map((run) => (
          <li key={run.connection_id}>
            <HealthDot tone={isRunning(run) ? "waiting" : run.phase === "failed" ? "broken" : "good"} />
            <span className={cx("grow truncate", isRunning(run) && "medium")}>{run.name}</span>
            <span className={styles.note}>{runWords(run)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function runWords(run: SyncRun): string {
  if (run.phase === "waiting") return "waiting";
  if (isRunning(run)) return count(run.rows, "transaction");
  return run.log ? resultWords(run.log) : run.phase;
}

function Bank({ connection }: { connection: BankConnection }) {
  const { tone, title, detail } = healthWords(connection);
  const last = connection.last_sync;
  const hasChanged =
    last !== null &&
    last.undone_at === null &&
    last.added + last.settled + last.modified + last.removed + last.doubtful > 0;
  return (
    <section>
      <div className={styles.head}>
        <HealthDot tone={tone} />
        <BankLogo of={connection} />
        <span className="medium grow truncate">{connection.name}</span>
        <span
          className={cx(
            styles.note,
            tone === "needs_you" && styles.needsYou,
            tone === "broken" && styles.broken,
          )}
        >
          {tone === "good" ? (last ? resultWords(last) : "not synced yet") : title}
        </span>
      </div>
      {tone !== "good" && (
        <p className={styles.under}>
          {detail}
          {detail && ". "}
          {dataMoment(connection) && `Bank’s data of ${dataMoment(connection)}.`}
          {tone === "broken" && " You need not do anything."}
        </p>
      )}
      {hasChanged && <Changes logId={last.id} currencies={connection.accounts} />}
    </section>
  );
}

const SHOWN = 6;
const SIGNS = { new: CirclePlus, settled: CircleCheck, changed: Pencil };

function Changes({ logId, currencies }: { logId: number; currencies: BankConnection["accounts"] }) {
  const sync = useSync(logId).data;
  if (!sync) return null;
  const rest = sync.added + sync.settled + sync.modified + sync.removed - SHOWN;
  return (
    <>
      <ul className={styles.rows}>
        {sync.rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <span
              className={cx(
                pillStyles.pill,
                row.what === "new" && !row.is_pending ? pillStyles.fresh : pillStyles.off,
                styles.what,
              )}
            >
              <Icon of={row.is_pending ? Clock : SIGNS[row.what]} />
              {row.is_pending ? "pending" : row.what}
            </span>
            <span className="grow truncate">{nameOf(row)}</span>
            <Amount minor={row.amount_minor} currency={row.currency} />
          </li>
        ))}
        {sync.removed_rows.slice(0, Math.max(0, SHOWN - sync.rows.length)).map((row) => (
          <li key={`removed${row.id}`}>
            <Pill tone="off" icon={Undo2} className={styles.what}>
              taken back
            </Pill>
            <span className="grow truncate">{nameOf(row)}</span>
            <Amount minor={row.amount_minor} currency={row.currency} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Link className={styles.more} to={`/sync-history?sync=${logId}`}>
          {count(rest, "more", "more")}
        </Link>
      )}
      {sync.doubtful_rows.length > 0 && (
        <Link className={styles.more} to="/sync-history?only=questions">
          {count(sync.doubtful_rows.length, "question")}: one transaction or two?
        </Link>
      )}
      {sync.balances.map((balance) => (
        <Proof
          key={balance.account_id}
          balance={balance}
          currency={currencies.find(({ id }) => id === balance.account_id)?.currency ?? "USD"}
        />
      ))}
    </>
  );
}

/** "Cashback Card went from −$294.11 to −$312.90. The transactions add up to that." */
function Proof({ balance, currency }: { balance: SyncDetail["balances"][number]; currency: string }) {
  const { before_minor: before, computed_minor: computed, after_minor: after } = balance;
  if (before === null || computed === null || before === after) return null;
  const isProven = computed === after;
  return (
    <p className={styles.proof}>
      <Icon
        of={isProven ? Check : TriangleAlert}
        small
        className={isProven ? styles.proven : styles.needsYou}
      />
      <span>
        <b className="medium">{balance.account_name}</b> went from <Net minor={before} currency={currency} />{" "}
        to <Net minor={after} currency={currency} />.{" "}
        {isProven ? (
          "The transactions add up to that."
        ) : (
          <>
            <Net minor={after - computed} currency={currency} signed /> of it is unexplained.
          </>
        )}
      </span>
    </p>
  );
}
