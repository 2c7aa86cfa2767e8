import { expect, test } from "vitest";
import type { Why } from "@/api/types";
import { makeRow } from "@/testing/makers";
import { describeLife } from "./life";

const arrival = {
  at: "2026-11-20T07:12:00Z",
  fate: "new",
  reason: null,
  source: "csv_import",
  filename: "nov.csv",
  line_no: 4,
  import_id: 1,
  raw: "11/20,HARVEST,-84.12",
};
const why = (some: Partial<Why> = {}): Why => ({
  transaction: makeRow(),
  source_row: arrival,
  splits: [],
  steps: [],
  earlier: [],
  ledger: [arrival],
  ...some,
});
const titles = (some: Partial<Why>) =>
  describeLife(why(some), (key) => key.toUpperCase()).map((moment) => moment.title);

test("a row's life goes from its line to who must act now", () => {
  const steps: Why["steps"] = [
    { tier: "rule", outcome: "passed", reason: "31 tried", category_short_desc: null, confidence: null },
    {
      tier: "model",
      outcome: "suggested",
      reason: "38 rows",
      category_short_desc: "groceries",
      confidence: 0.91,
    },
  ];
  expect(titles({ steps })).toEqual([
    "Read from a file",
    "Imported as new",
    "No rule fits",
    "Model: GROCERIES",
    "Waiting for your review",
  ]);
});

test("a row met again is told to be counted once", () => {
  const again = { ...arrival, at: "2026-11-21T07:00:00Z", fate: "repeated", filename: "joint.ofx" };
  const moments = describeLife(why({ ledger: [arrival, again] }), String);
  expect(moments[2]).toMatchObject({ title: "Seen again 1 time", note: "Counted once. Also in joint.ofx." });
});

test("a row by hand has no line, a confirmed one waits for nobody", () => {
  expect(
    titles({ source_row: null, transaction: makeRow({ source: "manual", status: "confirmed" }), ledger: [] }),
  ).toEqual(["Added by hand", "Confirmed"]);
});
