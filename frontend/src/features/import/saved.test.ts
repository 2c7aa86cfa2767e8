import { expect, test } from "vitest";
import { makePreview } from "@/testing/makers";
import { fromSaved, toSaved } from "./saved";
import { EMPTY_DESK, keep, lay, open } from "./sheets";

const preview = makePreview();
const desk = keep(
  open(lay(EMPTY_DESK, { key: "a", filename: "a.csv", size: 1 }), "a", preview),
  "a",
  3,
  3840,
);

test("what lies open is kept over a reload, with what was said about it", () => {
  const saved = fromSaved(JSON.stringify(toSaved(desk)));
  expect(saved).toMatchObject([{ id: preview.id, filename: "a.csv", kept: [[3, 3840]], told: {} }]);
});

test("a file that is still being read is not, and neither is what makes no sense", () => {
  expect(toSaved(lay(EMPTY_DESK, { key: "a", filename: "a.csv", size: 1 }))).toEqual([]);
  expect([fromSaved(null), fromSaved("{"), fromSaved('{"id":1}'), fromSaved("[1, {}]")]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});
