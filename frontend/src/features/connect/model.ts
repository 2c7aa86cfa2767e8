/** The thinking of Connect a bank: which step is on screen, where each account goes, what the first sync came to. */
import type { components } from "@/api/schema.gen";
import type { Account, BankConnection, BankLink, FoundAccount, SyncDetail, SyncRun } from "@/api/types";
import { fullName, inOrder } from "@/entities/accounts/names";
import { isRunning } from "@/entities/banks/progress";
import { count, formatCount } from "@/kit/words";
import type { Option } from "@/ui/select";
import type { Term } from "@/ui/terms";

export type Choice = components["schemas"]["ChoiceIn"];

export const STEPS = ["way", "sign_in", "accounts", "sync", "done"] as const;
export type Step = (typeof STEPS)[number];

/** Which step a link is at; without a link the way is chosen. */
export function stepOf(
  link: BankLink | null,
  connection: Pick<BankConnection, "last_sync" | "running"> | null,
  run: SyncRun | null,
): Step {
  if (!link) return "way";
  if (link.status === "waiting") return "sign_in";
  if (link.status === "accounts") return "accounts";
  if (link.status !== "done") return "sign_in";
  if (run && isSince(run.started_at, link)) return isRunning(run) ? "sync" : "done";
  const last = connection?.last_sync;
  if (connection?.running || !last || !isSince(last.started_at, link)) return "sync";
  return "done";
}

function isSince(moment: string, link: BankLink): boolean {
  return Date.parse(moment) >= Date.parse(link.started_at);
}

/** Where an account of the bank goes: into a new account, into one of ours (its number), or nowhere. */
export type Target = "new" | "leave_out" | `${number}`;
export type Targets = Readonly<Record<string, Target>>;

export function firstTarget(found: FoundAccount): Target {
  if (found.connected_account_id !== null) return `${found.connected_account_id}`;
  if (found.was_left_out) return "leave_out";
  const { account_id } = found.suggestion;
  return account_id === null ? "new" : `${account_id}`;
}

export function firstTargets(found: readonly FoundAccount[]): Targets {
  return Object.fromEntries(found.map((each) => [each.provider_account_id, firstTarget(each)]));
}

export function targetOptions(found: FoundAccount, accounts: readonly Account[]): Option<Target>[] {
  const fitting = inOrder(accounts).filter((account) => account.currency === found.currency);
  return [
    { value: "new", label: `New: ${found.name}` },
    ...fitting.map((account) => ({ value: `${account.id}` as const, label: fullName(account) })),
    { value: "leave_out", label: "Leave out" },
  ];
}

/** Why the target was offered; after the person chose another one, what will happen. */
export function targetWords(found: FoundAccount, target: Target): string {
  if (target === firstTarget(found)) {
    if (found.connected_account_id !== null) return "connected now";
    if (found.was_left_out) return "you left it out before";
    return found.suggestion.reason;
  }
  if (target === "leave_out") return "nothing of it is fetched";
  return target === "new" ? "a new account" : "your choice";
}

/** Accounts of ours that two accounts of the bank would go into. */
export function clashesIn(targets: Targets): ReadonlySet<Target> {
  const seen = new Set<Target>();
  const clashes = new Set<Target>();
  for (const target of Object.values(targets)) {
    if (target === "new" || target === "leave_out") continue;
    if (seen.has(target)) clashes.add(target);
    seen.add(target);
  }
  return clashes;
}

export function connectedCount(targets: Targets): number {
  return Object.values(targets).filter((target) => target !== "leave_out").length;
}

/** "1 existing + 2 new + 1 left out = 4 accounts found" */
export function targetSum(targets: Targets): string {
  const all = Object.values(targets);
  const number = (wanted: Target) => all.filter((target) => target === wanted).length;
  const created = number("new");
  const out = number("leave_out");
  const existing = all.length - created - out;
  const parts = [
    existing && `${formatCount(existing)} existing`,
    created && `${formatCount(created)} new`,
    out && `${formatCount(out)} left out`,
  ].filter(Boolean);
  return `${parts.join(" + ")} = ${count(all.length, "account")} found`;
}

export function choicesOf(targets: Targets): Choice[] {
  return Object.entries(targets).map(([provider_account_id, target]) => {
    if (target === "leave_out") return { provider_account_id };
    if (target === "new") return { provider_account_id, new_account: {} };
    return { provider_account_id, account_id: Number(target) };
  });
}

/** "29 more minutes"; "less than a minute" at the end. */
export function leftWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 1 ? "less than a minute" : count(minutes, "more minute");
}

const EVENTS: Readonly<Record<string, string>> = {
  OPEN: "The page was opened",
  SELECT_INSTITUTION: "You chose a bank",
  SUBMIT_CREDENTIALS: "You signed in",
  SUBMIT_MFA: "You confirmed the sign-in",
  HANDOFF: "You finished",
  EXIT: "You closed the page",
};

/** What the person did on the bank's page, in order, each once; steps without a meaning to them are left out. */
export function eventWords(events: readonly { name: string; at: string }[]): { words: string; at: string }[] {
  const seen = new Set<string>();
  return events.flatMap(({ name, at }) => {
    const words = EVENTS[name];
    if (!words || seen.has(name)) return [];
    seen.add(name);
    return [{ words, at }];
  });
}

/** Everything the bank sent, by what became of it. The parts add up to the total. */
export function arrivalOf(sync: SyncDetail) {
  const { matched, added, settled, modified, doubtful, unreadable } = sync;
  return {
    matched,
    added,
    settled,
    modified,
    doubtful,
    unreadable,
    total: matched + added + settled + modified + doubtful + unreadable,
  };
}

export type Agreement = "agrees" | "differs" | "first";

/** Whether the bank's balance is what the transactions come to; the first balance has nothing to agree with. */
export function agreementOf(balance: SyncDetail["balances"][number]): Agreement {
  if (balance.computed_minor === null || balance.before_minor === null) return "first";
  return balance.computed_minor === balance.after_minor ? "agrees" : "differs";
}

/** What a broker sent, by kind; each line is a number of its own. */
export function brokerTerms({
  accounts,
  holdings,
  added,
  changed,
  removed,
}: Pick<
  components["schemas"]["BrokerageSynced"],
  "accounts" | "holdings" | "added" | "changed" | "removed"
>): Term[] {
  const parts: [string, number][] = [
    ["Accounts", accounts],
    ["Holdings", holdings],
    ["New activities", added],
    ["Changed activities", changed],
    ["Removed activities", removed],
  ];
  return parts
    .filter(([, number], at) => number > 0 || at < 3)
    .map(([label, number]) => ({ sign: "", label, value: formatCount(number) }));
}
