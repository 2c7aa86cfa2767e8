// @vitest-environment jsdom
import { expect, test } from "vitest";
import { makeConnection, makeFoundAccount, makeLink, makeRun, makeSync } from "@/testing/bank-makers";
import {
  agreementOf,
  choicesOf,
  clashesIn,
  connectedCount,
  eventWords,
  firstTargets,
  leftWords,
  stepOf,
  targetSum,
  targetWords,
} from "./model";

const found = [
  makeFoundAccount({
    provider_account_id: "a",
    suggestion: { account_id: 4, reason: "same last 4", is_sure: true },
  }),
  makeFoundAccount({ provider_account_id: "b" }),
  makeFoundAccount({ provider_account_id: "c", was_left_out: true }),
  makeFoundAccount({ provider_account_id: "d", connected_account_id: 9 }),
];

test("a link goes from the bank's page over the accounts and the sync to the end", () => {
  const connection = makeConnection();
  expect(stepOf(null, null, null)).toBe("way");
  expect(stepOf(makeLink(), null, null)).toBe("sign_in");
  expect(stepOf(makeLink({ status: "accounts" }), connection, null)).toBe("accounts");
  const done = makeLink({ status: "done" });
  expect(stepOf(done, connection, null)).toBe("sync");
  expect(stepOf(done, connection, makeRun({ phase: "fetching" }))).toBe("sync");
  expect(stepOf(done, connection, makeRun({ phase: "failed" }))).toBe("done");
});

test("a sync from before the link does not end it", () => {
  const done = makeLink({ status: "done", started_at: "2026-11-21T13:30:00Z" });
  const before = makeSync({ started_at: "2026-11-21T13:02:00Z" });
  expect(stepOf(done, makeConnection({ last_sync: before }), makeRun())).toBe("sync");
  const after = makeSync({ started_at: "2026-11-21T13:31:00Z" });
  expect(stepOf(done, makeConnection({ last_sync: after }), null)).toBe("done");
});

test("accounts start where they most likely belong, and what was left out stays out", () => {
  const targets = firstTargets(found);
  expect(targets).toEqual({ a: "4", b: "new", c: "leave_out", d: "9" });
  expect(targetSum(targets)).toBe("2 existing + 1 new + 1 left out = 4 accounts found");
  expect(connectedCount(targets)).toBe(3);
  expect(choicesOf(targets)).toEqual([
    { provider_account_id: "a", account_id: 4 },
    { provider_account_id: "b", new_account: {} },
    { provider_account_id: "c" },
    { provider_account_id: "d", account_id: 9 },
  ]);
});

test("two accounts of the bank cannot go into one", () => {
  expect([...clashesIn({ a: "4", b: "4", c: "new", d: "new" })]).toEqual(["4"]);
  expect(clashesIn({ a: "4", b: "5", c: "leave_out", d: "leave_out" }).size).toBe(0);
});

test("the reason stands beside the offer, and gives way to the person's choice", () => {
  const [sure] = found;
  if (!sure) throw new Error("no account");
  expect(targetWords(sure, "4")).toBe("same last 4");
  expect(targetWords(sure, "5")).toBe("your choice");
  expect(targetWords(sure, "leave_out")).toBe("nothing of it is fetched");
});

test("of what happened on the bank's page only what means something is told, once", () => {
  const names = ["OPEN", "TRANSITION_VIEW", "SELECT_INSTITUTION", "SELECT_INSTITUTION"];
  const link = makeLink({ events: names.map((name) => ({ name, at: "2026-11-21T13:03:10Z" })) });
  expect(eventWords(link.events).map(({ words }) => words)).toEqual([
    "The page was opened",
    "You chose a bank",
  ]);
  expect(leftWords(1745)).toBe("29 more minutes");
  expect(leftWords(30)).toBe("less than a minute");
});

test("a first balance has nothing to agree with; a later one agrees to the cent or differs", () => {
  const balance = { account_id: 1, account_name: "Share Draft", before_minor: 100, after_minor: 90 };
  expect(agreementOf({ ...balance, before_minor: null, computed_minor: null })).toBe("first");
  expect(agreementOf({ ...balance, computed_minor: 90 })).toBe("agrees");
  expect(agreementOf({ ...balance, computed_minor: 91 })).toBe("differs");
});
