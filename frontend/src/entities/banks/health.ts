/** What a person reads about a connection, and who has to act. */
import type { BankConnection, SyncState } from "@/api/types";
import { dayOf, formatDay, formatMoment } from "@/kit/dates";
import { count, plural } from "@/kit/words";

/** Amber needs the person; red mends itself; grey waits or is kept by hand. */
export type Tone = "good" | "needs_you" | "broken" | "waiting";

export interface Act {
  label: string;
  to: string;
}

export interface HealthWords {
  tone: Tone;
  title: string;
  /** When, or until when; null if there is nothing to add. */
  detail: string | null;
  /** What the person can do. Only what needs the person has one. */
  act: Act | null;
}

const PROVIDERS: Readonly<Record<string, string>> = { plaid: "Plaid", simplefin: "SimpleFIN" };

export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider;
}

type Known = Pick<
  BankConnection,
  | "id"
  | "provider"
  | "health"
  | "failing_since"
  | "next_try_at"
  | "consent_expires_at"
  | "data_as_of"
  | "last_synced_at"
>;

export function healthWords(connection: Known, now = new Date()): HealthWords {
  const since = connection.failing_since && `Since ${formatMoment(connection.failing_since)}`;
  const next = connection.next_try_at && `Next try ${nextMoment(connection.next_try_at, now)}`;
  const again = { label: "Connect again", to: connectAgain(connection) };
  const signIn = (label: string): Act =>
    // A setup token has no page to sign in on.
    connection.provider === "simplefin" ? again : { label, to: `/accounts/connect?repair=${connection.id}` };
  switch (connection.health) {
    case "ok":
      return { tone: "good", title: "Up to date", detail: null, act: null };
    case "syncing":
      return { tone: "waiting", title: "Syncing now", detail: null, act: null };
    case "needs_sign_in":
      return needsYou("Needs your sign-in", since, signIn("Sign in"));
    case "consent_ends":
      return needsYou("Permission ends soon", endsWords(connection.consent_expires_at, now), signIn("Renew"));
    case "ended":
      return needsYou("Ended by the bank", since, again);
    case "unreadable":
      return needsYou("Its token cannot be read", "The keychain of this computer has changed", again);
    case "keys":
      return needsYou(`${providerName(connection.provider)} refuses your keys`, since, {
        label: "Open Settings",
        to: "/settings",
      });
    case "choose_accounts":
      return needsYou("No account chosen yet", null, {
        label: "Choose accounts",
        to: `/accounts/connect?choose=${connection.id}`,
      });
    case "rate_limited":
      return { tone: "waiting", title: "Bank asks to wait", detail: next, act: null };
    case "preparing":
      return { tone: "waiting", title: "Preparing history", detail: next, act: null };
    case "unavailable":
      return { tone: "broken", title: "Bank does not answer", detail: next ?? since, act: null };
    case "disconnected":
      return { tone: "waiting", title: "Disconnected", detail: null, act: null };
  }
}

function needsYou(title: string, detail: string | null, act: Act): HealthWords {
  return { tone: "needs_you", title, detail, act };
}

function connectAgain({ provider }: Known): string {
  return provider === "simplefin" ? "/accounts/connect?way=simplefin" : "/accounts/connect";
}

/** "2:20 PM", or "soon" for a moment that has passed. */
function nextMoment(moment: string, now: Date): string {
  return Date.parse(moment) <= now.getTime() ? "soon" : formatMoment(moment);
}

/** "Ends in 6 days, Nov 27" */
function endsWords(moment: string | null, now: Date): string | null {
  if (!moment) return null;
  const ends = dayOf(moment);
  const day = formatDay(ends);
  // Days of the calendar: a permission that ends tomorrow morning ends in one day.
  const days = Math.round((Date.parse(ends) - Date.parse(dayOf(now.toISOString()))) / 86_400_000);
  if (Date.parse(moment) < now.getTime()) return `Ended ${day}`;
  return days === 0 ? `Ends ${day}` : `Ends in ${count(days, "day")}, ${day}`;
}

/** When the bank last had new data; our own clock only if the bank does not say. */
export function dataMoment(connection: Pick<BankConnection, "data_as_of" | "last_synced_at">) {
  const moment = connection.data_as_of ?? connection.last_synced_at;
  return moment ? formatMoment(moment) : null;
}

export interface SyncLine {
  tone: Tone;
  words: string;
  to: string;
}

/** The line in the sidebar: what runs, who must act, or when the banks were last read. Null without a bank. */
export function syncLine(state: SyncState, now = new Date()): SyncLine | null {
  if (state.running.length) return { tone: "waiting", words: "Syncing…", to: "/sync-history" };
  if (state.needs_you > 0)
    return {
      tone: "needs_you",
      words: `${count(state.needs_you, "bank")} ${plural(state.needs_you, "needs", "need")} you`,
      to: "/accounts",
    };
  if (!state.connected) return null;
  if (state.doubtful > 0)
    return {
      tone: "needs_you",
      words: `${count(state.doubtful, "question")} from a sync`,
      to: "/sync-history?only=questions",
    };
  const words = state.last_synced_at ? `Synced ${agoWords(state.last_synced_at, now)}` : "Not synced yet";
  return { tone: "good", words, to: "/sync-history" };
}

/** "just now", "4 min ago", then the moment itself. */
export function agoWords(moment: string, now = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(moment)) / 60_000));
  if (minutes < 1) return "just now";
  return minutes < 60 ? `${minutes} min ago` : formatMoment(moment);
}
