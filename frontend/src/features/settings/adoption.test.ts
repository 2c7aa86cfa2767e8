import { expect, test } from "vitest";
import type { AdoptedFile } from "@/api/types";
import {
  countedTables,
  describeCounted,
  describeMonths,
  describeMore,
  describeNotKept,
  describeRow,
  nameOfMonth,
  partsOf,
  tableName,
} from "./adoption";

const file = (some: Partial<AdoptedFile> = {}): AdoptedFile => ({
  file: "budget.db",
  backup: "/b",
  adopted_at: "2026-11-21T08:00:00Z",
  currency: "USD",
  tables: {},
  months: [],
  could_not_keep_count: 0,
  could_not_keep: [],
  changed_count: 0,
  changed: [],
  remarks: [],
  ...some,
});
const month = (is_equal: boolean) => ({
  table: "transactions",
  account_id: 1,
  account_name: "A",
  month: "2025-03",
  rows_before: 2,
  rows_after: 2,
  sum_before: "1.00",
  sum_after: "1.00",
  is_equal,
});

test("only files that were taken over are parts", () => {
  expect(partsOf({ budget: file(), investments: null }).map(({ name }) => name)).toEqual(["Budget"]);
});

test("tables are named and counted, the fullest first, without empty ones", () => {
  expect(tableName("deleted_transactions")).toBe("Deleted transactions");
  expect(describeCounted({ before: 1204, after: 1204, set_aside: 0 })).toBe("1,204");
  expect(describeCounted({ before: 9, after: 6, set_aside: 3 })).toBe("6 of 9, 3 set aside");
  const tables = {
    budgets: { before: 0, after: 0, set_aside: 0 },
    accounts: { before: 2, after: 2, set_aside: 0 },
    transactions: { before: 9, after: 9, set_aside: 0 },
  };
  expect(countedTables(file({ tables })).map(([name]) => name)).toEqual(["transactions", "accounts"]);
});

test("months are compared", () => {
  expect(describeMonths(file())).toBeNull();
  expect(describeMonths(file({ months: [month(true)] }))).toContain("match (1 compared)");
  expect(describeMonths(file({ months: [month(true), month(false)] }))).toBe(
    "1 of 2 months differs from before.",
  );
});

test("a month that is none stays as it is written", () => {
  expect([nameOfMonth("2025-03"), nameOfMonth("2025-13"), nameOfMonth("someday")]).toEqual([
    "Mar 2025",
    "2025-13",
    "someday",
  ]);
});

test("what could not be kept is counted over both files", () => {
  expect(describeNotKept([file()])).toBe("Everything was imported.");
  expect(describeNotKept([file({ could_not_keep_count: 1 }), file({ changed_count: 2 })])).toBe(
    "1 record could not be imported, and 2 values had to be changed.",
  );
  expect(describeMore(240, 200)).toBe("40 more are in adoption.json, in the backup.");
  expect(describeRow({ date: "2025-03-01", amount: 12.1, notes: null })).toBe("date 2025-03-01, amount 12.1");
});
