import {
  CircleAlert,
  Clock,
  type LucideIcon,
  PanelTop,
  Play,
  Repeat,
  TriangleAlert,
  User,
} from "lucide-react";
import type { SyncEntry, SyncTrigger } from "@/api/types";
import { resultWords, toneOf, tookWords, triggerName } from "@/entities/banks/sync-words";
import { cx } from "@/kit/cx";
import { dayOf, formatMoment, formatWeekday, nearName } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { Icon } from "@/ui/icon";
import pillStyles from "@/ui/pill.module.css";
import type { SyncDay } from "../model";
import styles from "../sync-history.module.css";

export const syncKey = (entry: Pick<SyncEntry, "id">) => `sync${entry.id}`;

export const TRIGGER_ICONS: Record<SyncTrigger, LucideIcon> = {
  initial: Play,
  manual: User,
  scheduled: Clock,
  retry: Repeat,
  tray: PanelTop,
};

interface Props {
  days: readonly SyncDay[];
  current: string | null;
  openId: number | null;
  onOpen: (entry: SyncEntry) => void;
}

export function SyncTable({ days, current, openId, onOpen }: Props) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Syncs, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.time}>
            Time
          </th>
          <th scope="col" className={styles.bankHead}>
            Bank
          </th>
          <th scope="col" className={styles.trigger}>
            Asked by
          </th>
          <th scope="col" className={styles.outcome}>
            Result
          </th>
          <th scope="col" className={styles.number}>
            New
          </th>
          <th scope="col" className={styles.number}>
            Settled
          </th>
          <th scope="col" className={styles.number}>
            Taken back
          </th>
          <th scope="col" className={styles.took}>
            Took
          </th>
        </tr>
      </thead>
      {days.map((day) => (
        <tbody key={day.day}>
          <tr className={styles.dayHead}>
            <th scope="rowgroup" colSpan={4}>
              <b>{nearName(day.day) ?? formatWeekday(day.day)}</b>
              {nearName(day.day) && formatWeekday(day.day)}
            </th>
            <CountCell of={day.added} />
            <CountCell of={day.settled} />
            <CountCell of={day.removed} />
            <td className={styles.took} />
          </tr>
          {day.entries.map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              isCurrent={current === syncKey(entry) || openId === entry.id}
              onOpen={() => onOpen(entry)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ entry, isCurrent, onOpen }: { entry: SyncEntry; isCurrent: boolean; onOpen: () => void }) {
  return (
    <tr
      data-row={syncKey(entry)}
      className={cx(styles.row, isCurrent && styles.current)}
      aria-current={isCurrent ? "true" : undefined}
      onClick={onOpen}
    >
      <td className={styles.time}>{timeOf(entry)}</td>
      <th scope="row" className={styles.bank}>
        <button type="button" className={styles.open} onClick={onOpen}>
          {entry.connection_name}
          <span className="visually-hidden">, {timeOf(entry)}: show what it changed</span>
        </button>
      </th>
      <td className={styles.trigger}>
        <Icon of={TRIGGER_ICONS[entry.trigger]} small /> {triggerName(entry.trigger)}
      </td>
      <td className={styles.outcome}>
        <SyncResult entry={entry} />
      </td>
      <CountCell of={entry.added} />
      <CountCell of={entry.settled} />
      <CountCell of={entry.removed} />
      <td className={styles.took}>{tookWords(entry.duration_ms)}</td>
    </tr>
  );
}

/** What a sync came to, with a sign if it did not go well. */
export function SyncResult({ entry }: { entry: SyncEntry }) {
  const tone = toneOf(entry);
  const words = resultWords(entry);
  if (tone === "good") return <span className={styles.note}>{words}</span>;
  return (
    <span
      className={cx(pillStyles.pill, tone === "warn" ? pillStyles.warning : pillStyles.bad)}
      title={words}
    >
      <Icon of={tone === "warn" ? TriangleAlert : CircleAlert} />
      <span className="truncate">{words}</span>
    </span>
  );
}

function CountCell({ of: number }: { of: number }) {
  return (
    <td className={cx(styles.number, number === 0 && styles.zero)}>{number ? formatCount(number) : "–"}</td>
  );
}

/** The time only: the day stands above. */
function timeOf(entry: SyncEntry): string {
  return formatMoment(entry.started_at, dayOf(entry.started_at));
}
