import { expect, test } from "vitest";
import { makeRun, makeSync } from "@/testing/bank-makers";
import { changeWords, outcomeOf, resultWords, toneOf, tookWords } from "./sync-words";

test("a sync names only what it changed", () => {
  expect(changeWords(makeSync({ added: 2, settled: 1 }))).toBe("2 new, 1 settled");
  expect(changeWords(makeSync())).toBe("nothing new");
});

test("an expired login is the person's; another failure is not", () => {
  const login = makeSync({ status: "error", error_code: "ITEM_LOGIN_REQUIRED", error_message: "Sign in." });
  expect([toneOf(login), resultWords(login)]).toEqual(["warn", "needs your sign-in"]);
  const down = makeSync({
    status: "error",
    error_code: "INSTITUTION_DOWN",
    error_message: "The bank is down.",
  });
  expect([toneOf(down), resultWords(down)]).toEqual(["bad", "The bank is down"]);
  const preparing = makeSync({ status: "partial", error_code: "NOT_READY", error_message: "Wait." });
  expect(resultWords(preparing)).toBe("preparing the history");
  expect(resultWords(makeSync({ added: 3, undone_at: "2026-11-21T14:00:00Z" }))).toBe("undone");
  expect(resultWords(makeSync({ status: "partial", added: 3 }))).toBe("3 new, not everything came");
});

test("several syncs are told together, and a bank that failed by name", () => {
  const good = makeRun({ log: makeSync({ added: 2 }) });
  expect(outcomeOf([good])).toEqual({ words: "Harbor Credit Union synced: 2 new.", isGood: true });
  const failed = makeRun({ name: "Meridian Bank", phase: "failed", message: "It is down." });
  expect(outcomeOf([good, { ...good, log: makeSync({ added: 3 }) }, failed])).toEqual({
    words: "2 banks synced: 5 new. Meridian Bank: It is down.",
    isGood: false,
  });
});

test("what waits or was cancelled is told, and is no failure", () => {
  const preparing = makeRun({ phase: "failed", message: "Wait.", log: makeSync({ status: "partial" }) });
  const cancelled = makeRun({ name: "Meridian Bank", phase: "cancelled", message: "Nothing was changed." });
  expect(outcomeOf([preparing, cancelled])).toEqual({
    words: "Harbor Credit Union: Wait. Meridian Bank: Nothing was changed.",
    isGood: true,
  });
});

test("how long a sync took is told in seconds, then in minutes", () => {
  expect(tookWords(1400)).toBe("1.4 s");
  expect(tookWords(125_000)).toBe("2 min 5 s");
});
