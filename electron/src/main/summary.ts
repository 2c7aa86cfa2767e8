/** What the tray, the badge and the notices say: how many rows wait, when the last sync was and what it brought. */
import type { Backend } from "./backend";

export interface Summary {
  rowsToReview: number;
  lastSyncAt: Date | null;
  /** What the last sync brought, in words: "3 new, 1 settled". */
  lastSyncResult: string | null;
  connectedBanks: number;
  /** Banks that wait for the person, to sign in for example. */
  banksThatNeedYou: number;
  /** Open notices of the kinds that the person wants announced on the desktop. */
  notices: readonly InboxNotice[];
}

export interface InboxNotice {
  id: number;
  kind: string;
}

export async function summaryOf(backend: Backend): Promise<Summary> {
  const [stats, sync, notices] = await Promise.all([
    asked<Record<string, unknown>>(backend, "/api/stats"),
    asked<Record<string, unknown>>(backend, "/api/sync"),
    asked<InboxNotice[]>(backend, "/api/inbox/desktop"),
  ]);
  const last = sync["last_synced_at"];
  const result = sync["last_result"];
  return {
    rowsToReview: Number(stats["pending_review"]) || 0,
    lastSyncAt: typeof last === "string" ? new Date(last) : null,
    lastSyncResult: typeof result === "string" ? result : null,
    connectedBanks: Number(sync["connected"]) || 0,
    banksThatNeedYou: Number(sync["needs_you"]) || 0,
    notices,
  };
}

/** The two lines of the tray's menu. */
export function reviewText(summary: Summary | null): string {
  if (!summary) return "Budget App is starting…";
  if (summary.rowsToReview === 0) return "Nothing to review";
  return summary.rowsToReview === 1 ? "1 transaction to review" : `${summary.rowsToReview} transactions to review`;
}

/** What a notification says of notices that `before` did not have; null if there is none. */
export function inboxText(before: Summary, now: Summary): string | null {
  const known = new Set(before.notices.map(({ id }) => id));
  const kinds = now.notices.filter(({ id }) => !known.has(id)).map(({ kind }) => kind.replace(/_/g, " "));
  return kinds.length > 0 ? `New in your inbox: ${[...new Set(kinds)].join(", ")}.` : null;
}

export function syncText(summary: Summary | null, now: Date): string {
  if (!summary || summary.connectedBanks === 0) return "No bank is connected";
  const waiting = summary.banksThatNeedYou;
  if (waiting > 0) return waiting === 1 ? "1 bank needs you" : `${waiting} banks need you`;
  if (!summary.lastSyncAt) return "Not synced yet";
  const brought = summary.lastSyncResult ? `: ${summary.lastSyncResult}` : "";
  return `Synced ${whenText(summary.lastSyncAt, now)}${brought}`;
}

function whenText(lastSyncAt: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - lastSyncAt.getTime()) / 60_000));
  if (minutes < 60) return minutes < 1 ? "just now" : `${minutes} min ago`;
  // A weekday alone would be ambiguous after a week.
  const isOld = minutes >= 6 * 24 * 60;
  const day = isOld ? ({ month: "short", day: "numeric" } as const) : ({ weekday: "short" } as const);
  const when = { ...day, hour: "2-digit", minute: "2-digit" } as const;
  return lastSyncAt.toLocaleString(undefined, when);
}

async function asked<T>(backend: Backend, path: string): Promise<T> {
  const { status, body } = await backend.ask("GET", path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return JSON.parse(body) as T;
}
