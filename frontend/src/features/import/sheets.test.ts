import { expect, test } from "vitest";
import type { ImportResult } from "@/api/types";
import { makePreview } from "@/testing/makers";
import {
  beside,
  change,
  currentOf,
  type Desk,
  EMPTY_DESK,
  importsOn,
  keep,
  lay,
  layBeside,
  nameAccount,
  open,
  openQuestions,
  plannedBeside,
  takeOff,
} from "./sheets";

const file = (key: string) => ({ key, filename: `${key}.csv`, size: 10 });
const preview = makePreview();
const NEW = {
  name: "New",
  account_type: "checking",
  currency: "USD",
  institution: null,
  mask: null,
} as const;
const keysOf = (desk: Desk) => desk.sheets.map((sheet) => sheet.key);
const of = (desk: Desk, key: string) => {
  const found = desk.sheets.find((sheet) => sheet.key === key);
  if (!found) throw new Error(`no ${key}`);
  return found;
};

test("the first file is shown, others wait beside it, and the next comes forward", () => {
  const desk = lay(lay(EMPTY_DESK, file("a")), file("b"));
  expect(currentOf(desk)?.key).toBe("a");
  expect(currentOf(takeOff(desk, "a"))?.key).toBe("b");
  expect(takeOff(takeOff(desk, "a"), "b").current).toBeNull();
});

test("the other accounts of a file lie right beside the first, and one put away leaves the others", () => {
  const desk = layBeside(lay(lay(EMPTY_DESK, file("a")), file("z")), "a", [file("b"), file("c")]);
  expect(keysOf(desk)).toEqual(["a", "b", "c", "z"]);
  expect(keysOf(takeOff(desk, "b"))).toEqual(["a", "c", "z"]);
});

test("an import lies on the desk from when its number is known", () => {
  const desk = lay(lay(EMPTY_DESK, file("a")), { ...file("b"), id: 7 });
  expect([...importsOn(open(desk, "a", preview))]).toEqual([preview.id, 7]);
  expect([...importsOn(desk)]).toEqual([7]);
});

test("one goes through the files round and round", () => {
  const desk = lay(lay(EMPTY_DESK, file("a")), file("b"));
  expect([beside(desk, 1), beside(desk, -1), beside(EMPTY_DESK, 1)]).toEqual(["b", "b", null]);
});

test("a new preview has new lines, so what was kept before is asked again", () => {
  const first = keep(open(lay(EMPTY_DESK, file("a")), "a", preview), "a", 3, 3840);
  expect(currentOf(first)?.kept.size).toBe(1);
  const second = open(first, "a", preview);
  expect(currentOf(second)).toMatchObject({ revision: 2, isAsking: false });
  expect(currentOf(second)?.kept.size).toBe(0);
});

test("a file that is through makes way for the next one that comes", () => {
  const through = change(lay(EMPTY_DESK, file("a")), "a", () => ({
    stage: { name: "done", result: {} as ImportResult },
  }));
  expect(currentOf(lay(through, file("b")))?.key).toBe("b");
});

test("of two questions one can be answered, though the file then asks nothing more", () => {
  const asked = open(lay(EMPTY_DESK, file("a")), "a", makePreview({ questions: ["date_order", "decimal"] }));
  const told = change(asked, "a", () => ({ told: { column_mapping: {} }, answered: ["date_order"] }));
  expect(openQuestions(of(open(told, "a", preview), "a"))).toEqual(["decimal"]);
});

const waiting = (key: string, some = {}) => makePreview({ account: null, filename: `${key}.csv`, ...some });
const desk = (previews: Record<string, ReturnType<typeof makePreview>>) =>
  Object.entries(previews).reduce(
    (now, [key, one]) => open(lay(now, { ...file(key), filename: one.filename }), key, one),
    EMPTY_DESK,
  );

test("a new account is also that of other files of the very same account", () => {
  const previews = {
    jan: waiting("jan", { part: "1/2/3" }),
    feb: waiting("feb", { part: "1/2/3" }),
    card: waiting("card", { part: "1/2/4" }),
  };
  const named = nameAccount(desk(previews), "jan", NEW, previews.jan.id);
  expect(["jan", "feb", "card"].map((key) => of(named, key).newAccount?.name)).toEqual([
    "New",
    "New",
    undefined,
  ]);
});

test("a file of the very same account that is read later belongs to the new account as well", () => {
  const jan = waiting("jan", { part: "1/2/3" });
  const named = nameAccount(desk({ jan }), "jan", NEW, jan.id);
  const later = open(lay(named, file("feb")), "feb", waiting("feb", { part: "1/2/3" }));
  expect(of(later, "feb")).toMatchObject({ newAccount: NEW, plan: jan.id });
});

test("a new account is offered to other files in its currency, but not to the other accounts of its own file", () => {
  const previews = {
    a: waiting("both", { part: "1" }),
    b: waiting("both", { part: "2" }),
    c: waiting("other"),
    d: waiting("euro", { currency: "EUR" }),
  };
  const named = nameAccount(desk(previews), "a", NEW, previews.a.id);
  const offered = (key: string) => plannedBeside(named, of(named, key)).map(({ account }) => account.name);
  expect(["a", "b", "c", "d"].map(offered)).toEqual([[], [], ["New"], []]);
});
