/** The thinking of Sync history: syncs by day, and how each day of a bank went. */
import type { BankConnection, SyncEntry, SyncSummary, SyncTrigger, SyncUndo } from "@/api/types";
import { addDays, dayOf } from "@/kit/dates";
import { count, plural } from "@/kit/words";

export type Only = "changes" | "trouble" | "questions" | null;

/** What the address asks for. */
export interface HistoryFilter {
  only: Only;
  connectionId: number | null;
  trigger: SyncTrigger | null;
}

export const TRIGGERS: readonly SyncTrigger[] = ["manual", "scheduled", "retry", "tray", "initial"];

export function filterIn(params: URLSearchParams): HistoryFilter {
  const only = params.get("only");
  const connectionId = Number(params.get("connection"));
  return {
    only: only === "changes" || only === "trouble" || only === "questions" ? only : null,
    connectionId: Number.isInteger(connectionId) && connectionId > 0 ? connectionId : null,
    trigger: TRIGGERS.find((trigger) => trigger === params.get("trigger")) ?? null,
  };
}

export interface SyncDay {
  day: string;
  entries: SyncEntry[];
  added: number;
  settled: number;
  removed: number;
}

/** The syncs by local day, in the order they come, with the sums of each day. */
export function daysOf(entries: readonly SyncEntry[]): SyncDay[] {
  const days: SyncDay[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.started_at);
    let last = days[days.length - 1];
    if (last?.day !== day) {
      last = { day, entries: [], added: 0, settled: 0, removed: 0 };
      days.push(last);
    }
    last.entries.push(entry);
    last.added += entry.added;
    last.settled += entry.settled;
    last.removed += entry.removed;
  }
  return days;
}

export type DayState = "good" | "partial" | "failed" | "needs_you" | "none";

/** One state a day, oldest first, the last being `asOf`. A failed day of a bank that waits for the person is theirs. */
export function dayStates(
  summary: SyncSummary,
  connection: Pick<BankConnection, "id" | "failing_since">,
  isWaitingForPerson: boolean,
  asOf: string,
): { day: string; state: DayState }[] {
  const days: Readonly<Record<string, SyncEntry["status"]>> =
    summary.by_connection.find((each) => each.connection_id === connection.id)?.days ?? {};
  const since = connection.failing_since ? dayOf(connection.failing_since) : null;
  return Array.from({ length: summary.days }, (_, at) => {
    const day = addDays(asOf, at + 1 - summary.days);
    const isTheirs = isWaitingForPerson && since !== null && day >= since;
    const status = days[day];
    if (isTheirs && status !== "success") return { day, state: "needs_you" as const };
    if (!status) return { day, state: "none" as const };
    return {
      day,
      state:
        status === "success"
          ? ("good" as const)
          : status === "partial"
            ? ("partial" as const)
            : ("failed" as const),
    };
  });
}

/** "28 of 30 days, 1 failed": what the strip of a bank says to those who cannot see it. */
export function dayWords(states: readonly { state: DayState }[]): string {
  const number = (wanted: DayState) => states.filter(({ state }) => state === wanted).length;
  const good = number("good") + number("partial");
  const more = [
    number("failed") && `${number("failed")} failed`,
    number("needs_you") && `${number("needs_you")} waiting for you`,
  ].filter(Boolean);
  return [`${good} of ${states.length} days`, ...more].join(", ");
}

/**
 * Whether there may be something to undo: a sync that worked, touched transactions and was not undone.
 * The older app, which synced account by account, recorded no more than counts.
 */
export function canUndo(entry: SyncEntry): boolean {
  return (
    entry.status !== "error" && entry.undone_at === null && entry.account_id === null && touchedIn(entry) > 0
  );
}

/** What undoing a sync does, one sentence for each kind of transaction that it touches. */
export function undoWords({ added, settled, changed, removed, kept }: SyncUndo): string[] {
  return [
    added &&
      `${count(added, "new transaction")} ${plural(added, "goes", "go")} to Deleted, where you can restore ${plural(added, "it", "them")}.`,
    settled && `${count(settled, "settled transaction")} ${plural(settled, "is", "are")} pending again.`,
    changed && `${count(changed, "changed transaction")} ${plural(changed, "is", "are")} as before.`,
    removed &&
      `${count(removed, "transaction")} that the bank took back ${plural(removed, "returns", "return")}.`,
    kept &&
      `${count(kept, "transaction")} that you decided, or that changed again since, ${plural(kept, "stays", "stay")} as ${plural(kept, "it is", "they are")}.`,
  ].filter((words) => typeof words === "string");
}

/** How many transactions a sync touched; its list shows the newest of them. */
export function touchedIn({ added, settled, modified, removed }: SyncEntry): number {
  return added + settled + modified + removed;
}
