import { expect, test } from "vitest";
import type { ImportRow, Preview } from "@/api/types";
import { readMapping, writeMapping } from "./mapping";
import { additionsOf, assignRole, describeSum, listNotAdded, missingFrom, roleOf, withTwins } from "./model";

const sent = {
  delimiter: ";",
  encoding: "cp1252",
  header: ["Date", "Text", "Amount"],
  date: 0,
  date_format: "MDY",
  description: [1],
  amount: 2,
  debit: null,
  credit: null,
  sign: "minus_is_out",
  sign_column: null,
  decimal: ".",
};
const mapping = () => {
  const read = readMapping(sent);
  if (!read) throw new Error("no mapping");
  return read;
};
const counts = { total: 64, new: 21, repeated: 38, doubtful: 3, unreadable: 2, left_out: 0 };
const preview = (some: Partial<Preview> = {}) =>
  ({
    counts,
    out_minor: 1000,
    in_minor: 500,
    sums: [{ currency: "USD", out_minor: 1000, in_minor: 500 }],
    account: { id: 1, name: "Everyday" },
    currency: "USD",
    column_mapping: sent,
    ...some,
  }) as Preview;

test("a mapping goes back with all that this page does not understand", () => {
  expect(writeMapping(mapping())).toMatchObject({
    delimiter: ";",
    encoding: "cp1252",
    header: ["Date", "Text", "Amount"],
    date: 0,
  });
});

test("a role that one column can have moves to the newly chosen one", () => {
  const moved = assignRole(mapping(), 3, "date");
  expect([roleOf(moved, 3), roleOf(moved, 0)]).toEqual(["date", "ignore"]);
});

test("description may come from several columns, in their order", () => {
  const both = assignRole(assignRole(mapping(), 4, "description"), 3, "description");
  expect(both.description).toEqual([1, 3, 4]);
  expect(assignRole(both, 3, "ignore").description).toEqual([1, 4]);
});

test("money out and in take the place of one amount, and the other way round", () => {
  const two = assignRole(assignRole(mapping(), 3, "debit"), 4, "credit");
  expect([two.amount, two.debit, two.credit]).toEqual([null, 3, 4]);
  expect(assignRole(two, 2, "amount")).toMatchObject({ amount: 2, debit: null, credit: null });
});

test("a column that says in or out decides the sign until it is let go", () => {
  const changed = assignRole(mapping(), 3, "sign_column");
  expect(changed.sign).toBe("column");
  expect(assignRole(changed, 3, "ignore").sign).toBe("minus_is_out");
});

test("a file without date or amount says what is missing", () => {
  expect(missingFrom(mapping())).toBeNull();
  expect(missingFrom(assignRole(mapping(), 0, "ignore"))).toMatch(/date/);
  expect(missingFrom(assignRole(mapping(), 2, "ignore"))).toMatch(/amount/);
});

test("the sum of the fates is written out", () => {
  expect(describeSum(counts)).toBe("21 + 38 + 3 + 2 = 64 of 64 lines read");
  expect(describeSum({ ...counts, new: 64, repeated: 0, doubtful: 0, unreadable: 0 })).toBe(
    "64 of 64 lines read",
  );
  expect(describeSum({ ...counts, total: 65 })).toBe("64 of 65 lines read");
  expect(listNotAdded(counts)).toEqual(["38 already imported", "3 possible duplicates", "2 unreadable"]);
});

test("kept doubtful lines count into what would be added", () => {
  expect(
    additionsOf(
      preview(),
      new Map([
        [3, 3840],
        [11, -100],
      ]),
    ),
  ).toEqual({ rows: 23, sums: [{ currency: "USD", out_minor: 4840, in_minor: 600 }] });
});

test("a doubtful line is followed by the row it might be", () => {
  const line = (line_no: number, fate: string, twin: object | null) =>
    ({ line_no, fate, twin }) as unknown as ImportRow;
  const lines = withTwins([line(2, "new", null), line(3, "doubtful", {}), line(4, "repeated", {})]);
  expect(lines.map((one) => `${one.part} ${one.row.line_no}`)).toEqual([
    "line 2",
    "line 3",
    "twin 3",
    "line 4",
  ]);
});

test("amounts of several currencies are shown beside each other", () => {
  const sums = [
    { currency: "EUR", out_minor: 1850, in_minor: 0 },
    { currency: "USD", out_minor: 2000, in_minor: 500 },
  ];
  expect(additionsOf(preview({ out_minor: null, in_minor: null, sums }), new Map()).sums).toEqual(sums);
});
