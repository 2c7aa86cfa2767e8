import { expect, test } from "vitest";
import { makePreview } from "@/testing/makers";
import { fromSession, toSession } from "./session-storage";
import { addFile, EMPTY_STATE, keep, open } from "./store";

const preview = makePreview();
const store = keep(
  open(addFile(EMPTY_STATE, { key: "a", filename: "a.csv", size: 1 }), "a", preview),
  "a",
  3,
  3840,
);

test("what lies open is kept over a reload, with what was said about it", () => {
  const saved = fromSession(JSON.stringify(toSession(store)));
  expect(saved).toMatchObject([{ id: preview.id, filename: "a.csv", kept: [[3, 3840]], readChoices: {} }]);
});

test("a file that is still being read is not, and neither is what makes no sense", () => {
  expect(toSession(addFile(EMPTY_STATE, { key: "a", filename: "a.csv", size: 1 }))).toEqual([]);
  expect([fromSession(null), fromSession("{"), fromSession('{"id":1}'), fromSession("[1, {}]")]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});
