/** What a sync came to, in words. */
import type { SyncEntry, SyncRun, SyncTrigger } from "@/api/types";
import { count, formatCount } from "@/kit/words";

type Counts = Pick<
  SyncEntry,
  "added" | "settled" | "modified" | "removed" | "matched" | "doubtful" | "unreadable"
>;

/** "2 new, 1 settled"; "nothing new". */
export function changeWords(counts: Counts): string {
  const parts = [
    [counts.added, "new"],
    [counts.settled, "settled"],
    [counts.modified, "changed"],
    [counts.removed, "taken back"],
    [counts.matched, "already here"],
    [counts.doubtful, "unsure"],
    [counts.unreadable, "unreadable"],
  ] as const;
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${formatCount(number)} ${word}`);
  return told.length ? told.join(", ") : "nothing new";
}

export type SyncTone = "good" | "warn" | "bad";

const PREPARING = new Set(["NOT_READY", "PRODUCT_NOT_READY"]);
const NEEDS_SIGN_IN = new Set(["ITEM_LOGIN_REQUIRED", "PENDING_EXPIRATION", "PENDING_DISCONNECT"]);

/** Amber: part of it, or the person is needed. Red: it failed and is tried again. */
export function toneOf(entry: Pick<SyncEntry, "status" | "error_code">): SyncTone {
  if (entry.status === "success") return "good";
  return entry.status === "partial" || NEEDS_SIGN_IN.has(entry.error_code ?? "") ? "warn" : "bad";
}

export function resultWords(
  entry: Counts & Pick<SyncEntry, "status" | "error_code" | "error_message" | "undone_at">,
): string {
  if (entry.undone_at) return "undone";
  if (entry.status === "success") return changeWords(entry);
  if (PREPARING.has(entry.error_code ?? "")) return "preparing the history";
  if (entry.error_code === "CANCELLED") return "cancelled";
  if (entry.status === "partial") return `${changeWords(entry)}, not everything came`;
  if (NEEDS_SIGN_IN.has(entry.error_code ?? "")) return "needs your sign-in";
  return firstSentence(entry.error_message ?? "Failed");
}

/** "The bank is down" of "The bank is down. Budget App tries again by itself." */
function firstSentence(text: string): string {
  return text.split(/[.;](?:\s|$)/)[0] ?? text;
}

const TRIGGERS: Record<SyncTrigger, string> = {
  initial: "First sync",
  manual: "You",
  scheduled: "Timer",
  retry: "Retry",
  tray: "Tray",
};

export function triggerName(trigger: SyncTrigger): string {
  return TRIGGERS[trigger];
}

/** "1.4 s", "2 min 5 s" */
export function tookWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** What several syncs came to together: "2 banks synced: 5 new"; failures are named. */
export function outcomeOf(runs: readonly SyncRun[]): { words: string; isGood: boolean } {
  const done = runs.filter((run) => run.phase === "done");
  const preparing = runs.filter((run) => run.phase === "failed" && run.log?.status === "partial");
  const failed = runs.filter((run) => run.phase === "failed" && !preparing.includes(run));
  const cancelled = runs.filter((run) => run.phase === "cancelled");
  const sum = (name: keyof Counts) => done.reduce((total, run) => total + (run.log?.[name] ?? 0), 0);
  const changes = changeWords({
    added: sum("added"),
    settled: sum("settled"),
    modified: sum("modified"),
    removed: sum("removed"),
    matched: sum("matched"),
    doubtful: sum("doubtful"),
    unreadable: sum("unreadable"),
  });
  const names = done.length === 1 ? (done[0]?.name ?? "") : count(done.length, "bank");
  const good = done.length ? [`${names} synced: ${changes}.`] : [];
  const bad = failed.map((run) => `${run.name}: ${run.message}`);
  const others = [...preparing, ...cancelled].map((run) => `${run.name}: ${run.message}`);
  return { words: [...good, ...others, ...bad].join(" "), isGood: bad.length === 0 };
}
