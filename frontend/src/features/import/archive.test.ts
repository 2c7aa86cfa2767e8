import { expect, test } from "vitest";
import type { ArchivedTable } from "@/api/types";
import {
  describeArchive,
  filesIn,
  nameOfTable,
  refusalFor,
  sumOfTables,
  titleOf,
  unreadLines,
} from "./archive";
import { listNotAdded } from "./model";

function file(path: string): File {
  const made = new File(["x"], path.split("/").pop() ?? path);
  Object.defineProperty(made, "webkitRelativePath", { value: path });
  return made;
}

const table = (some: Partial<ArchivedTable> = {}): ArchivedTable => ({
  file: "2022.xlsx",
  table: null,
  account: "Discover",
  is_new_account: true,
  currency: "USD",
  added: 4,
  repeated: 0,
  doubtful: 0,
  unreadable: 0,
  left_out: 0,
  categorised: 3,
  sum_minor: 0,
  refused: null,
  problems: [],
  ...some,
});

test("only what can be a statement is sent, in the order of the folder", () => {
  const given = ["old/2010.csv", "old/photo.jpg", "old/.2.csv", "old/~$9.xlsx", "old/9.CSV", "old/a/1.xlsx"];
  expect(filesIn(given.map(file)).map(({ webkitRelativePath }) => webkitRelativePath)).toEqual([
    "old/9.CSV",
    "old/2010.csv",
    "old/a/1.xlsx",
  ]);
});

test("the folder names the import", () => {
  expect(titleOf([file("Old files/a/2010.csv")])).toBe("Old files");
  expect(titleOf([file("2010.csv")])).toBe("Old files");
});

test("a folder without files, and one with too many, say so before anything is sent", () => {
  expect(refusalFor([])).toBe("This folder has no files that can be read.");
  expect(refusalFor(Array.from({ length: 1001 }, () => file("a/1.csv")))).toContain("1,001 files");
  expect(refusalFor([file("a/1.csv")])).toBeNull();
});

test("tables are added up, and what is not taken is told", () => {
  const sum = sumOfTables([
    table({ repeated: 2 }),
    table({ unreadable: 1 }),
    table({ added: 0, categorised: 0, refused: "No.", unreadable: 9 }),
  ]);
  expect(sum).toMatchObject({ added: 8, categorised: 6, refused: 1 });
  expect(describeArchive(sum, 2)).toBe("8 transactions from 2 tables, 6 of them with a category.");
  expect(listNotAdded(sum)).toEqual(["2 already imported", "1 unreadable"]);
});

test("a sheet is named with its file, and a line that could not be read with both", () => {
  const sheet = table({ table: "wf", problems: [{ line_no: 7, message: "Line 7: no date", raw: "x;y" }] });
  expect(nameOfTable(sheet)).toBe("2022.xlsx · wf");
  expect(unreadLines([sheet])).toEqual([{ place: "2022.xlsx · wf, line 7", why: "no date", raw: "x;y" }]);
});
