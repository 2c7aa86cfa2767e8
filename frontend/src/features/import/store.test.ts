import { expect, test } from "vitest";
import type { ImportResult } from "@/api/types";
import { makePreview } from "@/testing/makers";
import {
  addFile,
  addParts,
  beside,
  change,
  currentOf,
  EMPTY_STATE,
  type ImportState,
  keep,
  nameAccount,
  open,
  openImportIds,
  openQuestions,
  plannedAccounts,
  removeSheet,
} from "./store";

const file = (key: string) => ({ key, filename: `${key}.csv`, size: 10 });
const preview = makePreview();
const NEW = {
  name: "New",
  account_type: "checking",
  currency: "USD",
  institution: null,
  mask: null,
} as const;
const keysOf = (store: ImportState) => store.sheets.map((sheet) => sheet.key);
const of = (store: ImportState, key: string) => {
  const found = store.sheets.find((sheet) => sheet.key === key);
  if (!found) throw new Error(`no ${key}`);
  return found;
};

test("the first file is shown, others wait beside it, and the next comes forward", () => {
  const store = addFile(addFile(EMPTY_STATE, file("a")), file("b"));
  expect(currentOf(store)?.key).toBe("a");
  expect(currentOf(removeSheet(store, "a"))?.key).toBe("b");
  expect(removeSheet(removeSheet(store, "a"), "b").current).toBeNull();
});

test("the other accounts of a file lie right beside the first, and one put away leaves the others", () => {
  const store = addParts(addFile(addFile(EMPTY_STATE, file("a")), file("z")), "a", [file("b"), file("c")]);
  expect(keysOf(store)).toEqual(["a", "b", "c", "z"]);
  expect(keysOf(removeSheet(store, "b"))).toEqual(["a", "c", "z"]);
});

test("an import lies open from when its number is known", () => {
  const store = addFile(addFile(EMPTY_STATE, file("a")), { ...file("b"), id: 7 });
  expect([...openImportIds(open(store, "a", preview))]).toEqual([preview.id, 7]);
  expect([...openImportIds(store)]).toEqual([7]);
});

test("one goes through the files round and round", () => {
  const store = addFile(addFile(EMPTY_STATE, file("a")), file("b"));
  expect([beside(store, 1), beside(store, -1), beside(EMPTY_STATE, 1)]).toEqual(["b", "b", null]);
});

test("a new preview has new lines, so what was kept before is asked again", () => {
  const first = keep(open(addFile(EMPTY_STATE, file("a")), "a", preview), "a", 3, 3840);
  expect(currentOf(first)?.kept.size).toBe(1);
  const second = open(first, "a", preview);
  expect(currentOf(second)).toMatchObject({ revision: 2, isAsking: false });
  expect(currentOf(second)?.kept.size).toBe(0);
});

test("a file that is through makes way for the next one that comes", () => {
  const through = change(addFile(EMPTY_STATE, file("a")), "a", () => ({
    stage: { name: "done", result: {} as ImportResult },
  }));
  expect(currentOf(addFile(through, file("b")))?.key).toBe("b");
});

test("of two questions one can be answered, though the file then asks nothing more", () => {
  const asked = open(
    addFile(EMPTY_STATE, file("a")),
    "a",
    makePreview({ questions: ["date_order", "decimal"] }),
  );
  const corrected = change(asked, "a", () => ({
    readChoices: { column_mapping: {} },
    answered: ["date_order"],
  }));
  expect(openQuestions(of(open(corrected, "a", preview), "a"))).toEqual(["decimal"]);
});

const waiting = (key: string, some = {}) => makePreview({ account: null, filename: `${key}.csv`, ...some });
const store = (previews: Record<string, ReturnType<typeof makePreview>>) =>
  Object.entries(previews).reduce(
    (now, [key, one]) => open(addFile(now, { ...file(key), filename: one.filename }), key, one),
    EMPTY_STATE,
  );

test("a new account is also that of other files of the very same account", () => {
  const previews = {
    jan: waiting("jan", { part: "1/2/3" }),
    feb: waiting("feb", { part: "1/2/3" }),
    card: waiting("card", { part: "1/2/4" }),
  };
  const named = nameAccount(store(previews), "jan", NEW, previews.jan.id);
  expect(["jan", "feb", "card"].map((key) => of(named, key).newAccount?.name)).toEqual([
    "New",
    "New",
    undefined,
  ]);
});

test("a file of the very same account that is read later belongs to the new account as well", () => {
  const jan = waiting("jan", { part: "1/2/3" });
  const named = nameAccount(store({ jan }), "jan", NEW, jan.id);
  const later = open(addFile(named, file("feb")), "feb", waiting("feb", { part: "1/2/3" }));
  expect(of(later, "feb")).toMatchObject({ newAccount: NEW, plan: jan.id });
});

test("a new account is offered to other files in its currency, but not to the other accounts of its own file", () => {
  const previews = {
    a: waiting("both", { part: "1" }),
    b: waiting("both", { part: "2" }),
    c: waiting("other"),
    d: waiting("euro", { currency: "EUR" }),
  };
  const named = nameAccount(store(previews), "a", NEW, previews.a.id);
  const offered = (key: string) => plannedAccounts(named, of(named, key)).map(({ account }) => account.name);
  expect(["a", "b", "c", "d"].map(offered)).toEqual([[], [], ["New"], []]);
});
