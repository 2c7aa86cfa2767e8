/** Connections, links and syncs for tests: name what matters, the rest is filled in. */
import type { BankConnection, BankLink, FoundAccount, SyncEntry, SyncRun } from "@/api/types";

export function makeSync(some: Partial<SyncEntry> = {}): SyncEntry {
  return {
    id: 1,
    connection_id: 1,
    account_id: null,
    connection_name: "Harbor Credit Union",
    account_name: "Harbor Credit Union",
    trigger: "scheduled",
    status: "success",
    added: 0,
    modified: 0,
    removed: 0,
    settled: 0,
    matched: 0,
    doubtful: 0,
    unreadable: 0,
    error_code: null,
    error_message: null,
    pages: 1,
    request_id: null,
    data_as_of: null,
    started_at: "2026-11-21T13:02:00Z",
    duration_ms: 1400,
    duration_seconds: 1.4,
    undone_at: null,
    ...some,
  };
}

export function makeConnection(some: Partial<BankConnection> = {}): BankConnection {
  return {
    id: 1,
    provider: "plaid",
    name: "Harbor Credit Union",
    institution_id: null,
    has_logo: false,
    color: null,
    url: null,
    status: "connected",
    health: "ok",
    error_code: null,
    message: null,
    failing_since: null,
    next_try_at: null,
    consent_expires_at: null,
    data_as_of: null,
    last_synced_at: null,
    last_sync: null,
    running: null,
    accounts: [],
    ...some,
  };
}

export function makeRun(some: Partial<SyncRun> = {}): SyncRun {
  return {
    connection_id: 1,
    name: "Harbor Credit Union",
    trigger: "manual",
    phase: "done",
    rows: 0,
    message: "",
    log: null,
    started_at: "2026-11-21T13:02:00Z",
    ...some,
  };
}

export function makeLink(some: Partial<BankLink> = {}): BankLink {
  return {
    id: 1,
    provider: "plaid",
    status: "waiting",
    is_repair: false,
    url: "https://bank.example/page",
    started_at: "2026-11-21T13:00:00Z",
    expires_at: "2026-11-21T13:30:00Z",
    seconds_left: 1740,
    events: [],
    connection_id: null,
    bank: null,
    error_code: null,
    message: null,
    accounts: [],
    ...some,
  };
}

export function makeFoundAccount(some: Partial<FoundAccount> = {}): FoundAccount {
  return {
    provider_account_id: "acc-1",
    name: "Share Draft",
    official_name: null,
    mask: "2093",
    account_type: "checking",
    currency: "USD",
    balance_minor: 190_602,
    institution: null,
    suggestion: { account_id: null, reason: "no account is like it", is_sure: false },
    was_left_out: false,
    connected_account_id: null,
    ...some,
  };
}
