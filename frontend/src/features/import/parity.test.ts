import { expect, test } from "vitest";
import type { AccountParity, Parity } from "@/api/types";
import { accountLine, describeCounts, describeNoPlace } from "./parity";

const account = (some: Partial<AccountParity> = {}): AccountParity => ({
  key: "a",
  name: "Giro",
  currency: "EUR",
  account_id: 1,
  is_new: true,
  entries: 2,
  added: 2,
  repeated: 0,
  doubtful: 0,
  left_out: 0,
  opening_minor: 500,
  months: [],
  unexplained_minor: null,
  why: null,
  ...some,
});
const month = {
  month: "2024-02",
  book_minor: 900,
  here_minor: 700,
  left_out_minor: 0,
  other_minor: -200,
  other_day_minor: 0,
  unexplained_minor: 0,
};

test("what happens is counted in one line without what there is none of", () => {
  const counts = {
    accounts: 2,
    new_accounts: 1,
    categories: 3,
    entries: 1206,
    added: 1204,
    repeated: 2,
    doubtful: 0,
    left_out: 0,
    splits: 1,
    transfers: 0,
    linked: 0,
    tags: 0,
    notes: 9,
  };
  expect(describeCounts({ counts } as Parity)).toBe("1,204 new transactions · 2 already here · 1 split.");
});

test("a difference that other transactions explain says so", () => {
  const line = accountLine(account({ months: [month], unexplained_minor: 0 }));
  expect([line.bookMinor, line.hereMinor, line.remark]).toEqual([
    900,
    700,
    "Differs by other transactions here",
  ]);
});

test("an account without transactions shows its opening balance and no balance here", () => {
  expect(accountLine(account({ why: "You left this account out" }))).toMatchObject({
    bookMinor: 500,
    hereMinor: null,
    remark: "You left this account out",
  });
});

test("what has no place says how often and why", () => {
  expect(describeNoPlace({ what: "Schedules", count: 12, reason: "They are found again" })).toBe(
    "12 × Schedules. They are found again.",
  );
});
