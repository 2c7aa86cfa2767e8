import {
  Check,
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleCheck,
  CirclePlus,
  Clock,
  Copy,
  type LucideIcon,
  Pencil,
  RotateCcw,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { SyncDetail } from "@/api/types";
import { useSync } from "@/entities/banks/queries";
import { changeWords, toneOf, tookWords, triggerName } from "@/entities/banks/sync-words";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatMoment } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { Facts } from "@/ui/facts";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import pillStyles from "@/ui/pill.module.css";
import { FailedState, LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import { toastNote } from "@/ui/toast";
import { canUndo, touchedIn } from "../model";
import { useRestoreRemoved } from "../queries";
import styles from "../sync-history.module.css";
import { Doubt } from "./doubtful-list";
import { UndoSync } from "./undo-sync";

interface Props {
  id: number;
  onClose: () => void;
  onLater: (() => void) | null;
  onEarlier: (() => void) | null;
}

/** One sync: who asked, what became of each of its rows, and whether the balance agrees. */
export function SyncDrawer({ id, onClose, onLater, onEarlier }: Props) {
  const sync = useSync(id);
  const entry = sync.data;
  const [isUndoing, setUndoing] = useState(false);
  return (
    <Drawer
      label="This sync"
      footer={
        entry && canUndo(entry) ? (
          <Button kind="ghost" icon={Undo2} onClick={() => setUndoing(true)}>
            Undo this sync
          </Button>
        ) : undefined
      }
      title={
        entry ? (
          <>
            {entry.connection_name} <span className={styles.note}>{formatMoment(entry.started_at)}</span>
          </>
        ) : (
          "Sync"
        )
      }
      onClose={onClose}
      acts={
        <>
          <IconButton
            icon={ChevronUp}
            small
            label="Later sync"
            disabled={!onLater}
            onClick={onLater ?? undefined}
          />
          <IconButton
            icon={ChevronDown}
            small
            label="Earlier sync"
            disabled={!onEarlier}
            onClick={onEarlier ?? undefined}
          />
        </>
      }
    >
      {sync.isPending ? (
        <LoadingRows rows={5} label="Loading the sync" />
      ) : sync.isError ? (
        <FailedState title="This sync could not be loaded" error={sync.error} onRetry={sync.refetch} />
      ) : (
        <Content sync={sync.data} />
      )}
      {entry && isUndoing && <UndoSync entry={entry} onClose={() => setUndoing(false)} />}
    </Drawer>
  );
}

function Content({ sync }: { sync: SyncDetail }) {
  return (
    <>
      {sync.error_message && (
        <section>
          <Notice
            icon={toneOf(sync) === "warn" ? TriangleAlert : CircleAlert}
            kind={toneOf(sync) === "bad" ? "bad" : "warn"}
          >
            {sync.error_message}
          </Notice>
        </section>
      )}
      {sync.undone_at && (
        <section>
          <Notice icon={Undo2}>
            Undone {formatMoment(sync.undone_at)}. Its new transactions are in Deleted.
          </Notice>
        </section>
      )}
      <section>
        <Facts
          facts={[
            { name: "Asked by", value: triggerName(sync.trigger) },
            {
              name: "Bank’s data of",
              value: sync.data_as_of && (
                <>
                  {formatMoment(sync.data_as_of)} <span className={styles.note}>its own time</span>
                </>
              ),
            },
            { name: "Took", value: `${tookWords(sync.duration_ms)}, ${count(sync.pages, "page")}` },
            { name: "Result", value: changeWords(sync) },
            { name: "Code", value: sync.error_code },
            {
              name: "Request",
              value: sync.request_id && sync.status !== "success" && <Request id={sync.request_id} />,
            },
          ]}
        />
      </section>
      <Rows sync={sync} />
      <Removed sync={sync} />
      {sync.doubtful_rows.length > 0 && (
        <section>
          <h3>Unsure: the same, or another one?</h3>
          {sync.doubtful_rows.map((row) => (
            <Doubt key={row.id} row={row} />
          ))}
        </section>
      )}
      {sync.unreadable_rows.length > 0 && (
        <section>
          <h3>Could not be read</h3>
          <ul className={styles.unreadable}>
            {sync.unreadable_rows.map((row, at) => (
              <li key={at}>
                {row.reason}
                <code>{row.raw}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sync.balances.map((balance) => (
        <BalanceProof
          key={balance.account_id}
          balance={balance}
          currency={currencyOf(sync, balance.account_id)}
        />
      ))}
    </>
  );
}

function Request({ id }: { id: string }) {
  return (
    <span className={styles.code}>
      <span className="truncate">{id}</span>
      <IconButton
        icon={Copy}
        small
        label="Copy the request’s number"
        onClick={() => void navigator.clipboard.writeText(id).then(() => toastNote("Copied."))}
      />
    </span>
  );
}

const WHAT: Record<SyncDetail["rows"][number]["what"], { icon: LucideIcon; words: string }> = {
  new: { icon: CirclePlus, words: "new" },
  settled: { icon: CircleCheck, words: "settled" },
  changed: { icon: Pencil, words: "changed" },
};

function Rows({ sync }: { sync: SyncDetail }) {
  if (!sync.rows.length) return null;
  return (
    <section>
      <h3>What became of {count(touchedIn(sync), "transaction")}</h3>
      <ul className={styles.rows}>
        {sync.rows.map((row) => (
          <li key={row.id}>
            <span
              className={cx(
                pillStyles.pill,
                row.what === "new" ? pillStyles.fresh : pillStyles.off,
                styles.what,
              )}
            >
              <Icon of={row.is_pending ? Clock : WHAT[row.what].icon} />
              {row.is_pending ? "pending" : WHAT[row.what].words}
            </span>
            <Link
              className={cx("truncate grow", styles.name)}
              to={`/data?search=${encodeURIComponent(nameOf(row))}`}
            >
              {nameOf(row)}
            </Link>
            <Amount minor={row.amount_minor} currency={row.currency} />
          </li>
        ))}
      </ul>
      {sync.rows.length + sync.removed_rows.length < touchedIn(sync) && sync.undone_at === null && (
        <p className={styles.under}>
          The newest {formatCount(sync.rows.length)} are shown; those you deleted since are left out.
        </p>
      )}
      {sync.settled > 0 && (
        <p className={styles.under}>Settled ones kept their category, notes and splits.</p>
      )}
    </section>
  );
}

function Removed({ sync }: { sync: SyncDetail }) {
  const restore = useRestoreRemoved();
  if (!sync.removed_rows.length) return null;
  return (
    <section>
      <h3>Taken back by the bank</h3>
      <ul className={styles.rows}>
        {sync.removed_rows.map((row) => (
          <li key={row.id}>
            <Icon of={Undo2} />
            <span className="truncate grow">{nameOf(row)}</span>
            <Amount minor={row.amount_minor} currency={row.currency} />
            <Button
              small
              icon={RotateCcw}
              disabled={restore.isPending}
              onClick={() => restore.mutate(row.id)}
            >
              Restore<span className="visually-hidden"> {nameOf(row)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BalanceProof({ balance, currency }: { balance: SyncDetail["balances"][number]; currency: string }) {
  const { before_minor: before, computed_minor: computed, after_minor: after } = balance;
  const net = (minor: number) => <Net minor={minor} currency={currency} />;
  if (before === null || computed === null)
    return (
      <section>
        <h3>{balance.account_name}</h3>
        <p>
          Bank says {net(after)}. <span className={styles.note}>Its first balance.</span>
        </p>
      </section>
    );
  const difference = after - computed;
  return (
    <section>
      <h3>{balance.account_name}</h3>
      <Terms
        caption={`Balance of ${balance.account_name} before and after`}
        className={styles.proof}
        terms={[
          { sign: "", label: "Before", value: net(before) },
          {
            sign: "+",
            label: "Posted transactions",
            value: <Net minor={computed - before} currency={currency} signed />,
          },
          { sign: "=", label: "Transactions say", value: net(computed) },
          { sign: "", label: "Bank says", value: net(after) },
        ]}
      />
      {difference === 0 ? (
        <p className={cx(pillStyles.pill, pillStyles.good)}>
          <Icon of={Check} />
          Agrees to the cent
        </p>
      ) : (
        <p className={cx(pillStyles.pill, pillStyles.warning)}>
          <Icon of={TriangleAlert} />
          <span>
            <Net minor={difference} currency={currency} signed /> unexplained
          </span>
        </p>
      )}
    </section>
  );
}

function currencyOf(sync: SyncDetail, accountId: number): string {
  return sync.rows.find((row) => row.account_id === accountId)?.currency ?? "USD";
}
