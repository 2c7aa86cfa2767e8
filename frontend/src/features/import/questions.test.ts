import { expect, test } from "vitest";
import { answeredBy, readMapping } from "./mapping";
import { signsFor } from "./model";
import { answersTo, dayIn } from "./questions";

const mapping = readMapping({ date: 0, date_format: "MDY", description: [1], amount: 2, decimal: "." });
if (!mapping) throw new Error("no mapping");
const column = (samples: string[]) => ({ index: 0, header: "Date", samples });

test("a text of three numbers is a day in one order and not in another", () => {
  expect(dayIn("01/02/2024", "DMY")).toBe("2024-02-01");
  expect(dayIn("01/02/2024", "MDY")).toBe("2024-01-02");
  expect(dayIn("1/25'04", "DMY")).toBeNull();
  expect(dayIn("01/02/2024", "YMD")).toBeNull();
});

test("the order of days is asked with what a day of the file would become", () => {
  const answers = answersTo("date_order", mapping, [column(["03/03/2024", "01/02/2024"])]);
  expect(answers.map(({ label, isCurrent }) => [label, isCurrent])).toEqual([
    ["01/02/2024 is Feb 1, 2024", false],
    ["01/02/2024 is Jan 2, 2024", true],
  ]);
});

test("the decimal mark and the sign have two answers each, columns are answered in the table", () => {
  expect(answersTo("decimal", mapping, []).map(({ change }) => change)).toEqual([
    { decimal: "." },
    { decimal: "," },
  ]);
  expect(answersTo("sign", mapping, [])).toHaveLength(2);
  expect(answersTo("columns", mapping, [])).toEqual([]);
});

test("a change of the mapping answers the question it is about", () => {
  expect(answeredBy(mapping, { ...mapping, date_format: "DMY" })).toEqual(["date_order"]);
  expect(answeredBy(mapping, { ...mapping, amount: 3 })).toEqual(["columns"]);
});

test("the balance can tell the direction only where there is a column of it", () => {
  const labels = (balance: number | null) => signsFor({ balance }).map(({ value }) => value);
  expect(labels(null)).toEqual(["minus_is_out", "plus_is_out"]);
  expect(labels(3)).toEqual(["minus_is_out", "plus_is_out", "balance"]);
});
