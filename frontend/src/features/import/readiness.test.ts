import { expect, test } from "vitest";
import type { ImportResult, Preview } from "@/api/types";
import { makePreview } from "@/testing/makers";
import {
  describeSumOf,
  describeWaiting,
  missingAnswer,
  readinessOf,
  summarizeReadiness,
  sumOf,
} from "./readiness";
import { addFile, EMPTY_STATE, open, type Sheet } from "./store";

const NEW = {
  name: "New",
  account_type: "checking",
  currency: "USD",
  institution: null,
  mask: null,
} as const;
const nothing = { total: 1, new: 0, repeated: 1, doubtful: 0, unreadable: 0, left_out: 0 };
const balance = { on: "2026-10-31", balance_minor: 100, kind: "closing" };

function sheet(preview: Partial<Preview> = {}, some: Partial<Sheet> = {}): Sheet {
  const [made] = open(
    addFile(EMPTY_STATE, { key: "a", filename: "a.csv", size: 1 }),
    "a",
    makePreview(preview),
  ).sheets;
  if (!made) throw new Error("no sheet");
  return { ...made, ...some };
}
const missing = (one: Sheet) => one.preview && missingAnswer(one, one.preview);

test("nothing is added before it has an account, an answer to each question, and something new", () => {
  expect(missing(sheet())).toBeNull();
  expect(missing(sheet({ account: null }))).toMatch(/account/);
  expect(missing(sheet({ account: null }, { newAccount: NEW }))).toBeNull();
  expect(missing(sheet({ questions: ["sign"] }))).toMatch(/question/);
  expect(missing(sheet({ questions: ["sign"] }, { answered: ["sign"] }))).toBeNull();
  expect(missing(sheet({ counts: nothing }))).toMatch(/nothing new/);
  expect(missing(sheet({ counts: nothing }, { kept: new Map([[3, 1]]) }))).toBeNull();
});

test("a file that only states a balance is taken in once", () => {
  expect(missing(sheet({ counts: nothing, balances: [balance] }))).toBeNull();
  const before = { import_id: 1, at: "2026-11-01T00:00:00Z" };
  expect(missing(sheet({ counts: nothing, balances: [balance], previously: before }))).toMatch(/nothing new/);
});

test("where each file stands", () => {
  expect(readinessOf(sheet())).toBe("ready");
  expect(readinessOf(sheet({ account: null }))).toBe("asks");
  expect(readinessOf(sheet({ counts: nothing }))).toBe("nothing new");
  expect(readinessOf(sheet({}, { isAsking: true }))).toBe("busy");
  expect(readinessOf(sheet({}, { stage: { name: "failed", sentence: "No." } }))).toBe("through");
});

test("all are imported together once none asks and none is being read", () => {
  const tell = (...sheets: Sheet[]) => describeWaiting(summarizeReadiness(sheets));
  expect(tell(sheet(), sheet(), sheet({ counts: nothing }))).toBeNull();
  expect(tell(sheet(), sheet({ account: null }))).toBe("1 file needs an answer");
  expect(tell(sheet(), sheet({}, { isAsking: true }))).toBe("Reading…");
  expect(tell(sheet({ counts: nothing }))).toBe("Nothing to import");
});

test("the sum of several imports", () => {
  const result = (some: object) =>
    ({
      added: 2,
      predicted: 1,
      unmatched: 0,
      repeated: 0,
      doubtful: 0,
      unreadable: 0,
      left_out: 0,
      account: { id: 1 },
      ...some,
    }) as ImportResult;
  const sum = sumOf([result({}), result({ account: { id: 2 } })]);
  expect(sum).toEqual({ files: 2, added: 4, waiting: 2, accounts: 2 });
  expect(describeSumOf(sum)).toBe("4 transactions added to 2 accounts");
});
