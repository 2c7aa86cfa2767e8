import { expect, test } from "vitest";
import { type Entry, linesOf } from "./model";

const entry = (id: number, at: string, kind: Entry["kind"] = "change"): Entry => ({
  kind,
  id,
  summary: kind === "import" ? "march.csv" : `Change ${id}`,
  detail: null,
  at,
  undone_at: null,
  touched: 1,
});

test("entries stand under their days, with restore points after imports and at the start of a day", () => {
  const lines = linesOf(
    [
      entry(4, "2026-03-05T12:00:00Z"),
      entry(3, "2026-03-03T12:00:00Z"),
      entry(2, "2026-03-03T11:00:00Z", "import"),
      entry(1, "2026-03-03T10:00:00Z"),
    ],
    true,
  );
  expect(lines.map((line) => line.key)).toEqual([
    "day 2026-03-05",
    "change 4",
    "start 2026-03-05",
    "day 2026-03-03",
    "change 3",
    "import 2",
    "point import 2",
    "change 1",
    "start 2026-03-03",
  ]);
  expect(lines.find((line) => line.key === "point import 2")).toMatchObject({
    label: "Before the import of march.csv",
    before: { id: 2 },
  });
});
