import { expect, test } from "vitest";
import type { BankConnection } from "@/api/types";
import { makeConnection } from "@/testing/bank-makers";
import { agoWords, dataMoment, healthWords, syncLine } from "./health";

const now = new Date("2026-11-21T14:06:00Z");
const words = (some: Partial<BankConnection>) => healthWords(makeConnection(some), now);

test("what needs the person is amber and has a button; what mends itself is red, without one, and says when", () => {
  const needs = ["needs_sign_in", "consent_ends", "ended", "keys", "unreadable", "choose_accounts"] as const;
  for (const health of needs) {
    expect(words({ health }).tone, health).toBe("needs_you");
    expect(words({ health }).act, health).not.toBeNull();
  }
  const broken = words({ health: "unavailable", next_try_at: "2026-11-21T15:00:00Z" });
  expect(broken).toEqual({
    tone: "broken",
    title: "Bank does not answer",
    detail: "Next try 3:00 PM",
    act: null,
  });
  for (const health of ["ok", "syncing", "rate_limited", "preparing"] as const)
    expect(words({ health }).act, health).toBeNull();
});

test("signing in again keeps the connection; without a page to sign in on it is connected anew", () => {
  expect(words({ id: 7, health: "needs_sign_in" }).act?.to).toBe("/accounts/connect?repair=7");
  const token = words({ provider: "simplefin", health: "needs_sign_in" }).act;
  expect(token).toEqual({ label: "Connect again", to: "/accounts/connect?way=simplefin" });
});

test("a permission that ends says how long it lasts", () => {
  const ends = (consent_expires_at: string) => words({ health: "consent_ends", consent_expires_at }).detail;
  expect(ends("2026-11-27T18:00:00Z")).toBe("Ends in 6 days, Nov 27");
  expect(ends("2026-11-22T09:00:00Z")).toBe("Ends in 1 day, Nov 22");
  expect(ends("2026-11-21T18:00:00Z")).toBe("Ends Nov 21");
  expect(ends("2026-11-20T09:00:00Z")).toBe("Ended Nov 20");
});

test("the bank's own time comes before ours", () => {
  const synced = { last_synced_at: "2026-11-21T14:02:00Z" };
  expect(dataMoment({ ...synced, data_as_of: "2026-11-21T13:10:00Z" })).toBe("1:10 PM");
  expect(dataMoment({ ...synced, data_as_of: null })).toBe("2:02 PM");
  expect(dataMoment({ data_as_of: null, last_synced_at: null })).toBeNull();
});

test("the line of the sidebar says what matters most and leads there", () => {
  const state = {
    connected: 2,
    last_synced_at: "2026-11-21T14:02:00Z",
    last_result: "2 new",
    needs_you: 0,
    doubtful: 0,
    running: [],
  };
  expect(syncLine(state, now)).toEqual({ tone: "good", words: "Synced 4 min ago", to: "/sync-history" });
  expect(syncLine({ ...state, needs_you: 1 }, now)?.words).toBe("1 bank needs you");
  expect(syncLine({ ...state, needs_you: 2 }, now)).toMatchObject({
    words: "2 banks need you",
    to: "/accounts",
  });
  expect(syncLine({ ...state, doubtful: 3 }, now)?.to).toBe("/sync-history?only=questions");
  expect(syncLine({ ...state, connected: 0 }, now)).toBeNull();
});

test("after an hour the moment itself is more use than its distance", () => {
  expect(agoWords("2026-11-21T14:05:40Z", now)).toBe("just now");
  expect(agoWords("2026-11-21T12:00:00Z", now)).toBe("12:00 PM");
});
