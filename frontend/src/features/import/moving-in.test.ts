import { expect, test } from "vitest";
import { isHeadOfBook, mayBeBook } from "./moving-in";

test("the first line of another program's export is known", () => {
  expect(
    isHeadOfBook(
      '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow"\n',
    ),
  ).toBe(true);
  expect(isHeadOfBook("Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags\n")).toBe(true);
  expect(isHeadOfBook('<?xml version="1.0"?>\n<gnc-v2 xmlns:gnc="x">')).toBe(true);
});

test("a statement of a bank is no book", async () => {
  expect(isHeadOfBook("Date,Description,Amount,Balance\n2024-01-01,Shop,-1.00,2.00\n")).toBe(false);
  expect(await mayBeBook(new File(["Date,Description,Amount\n"], "may.csv"))).toBe(false);
  expect(await mayBeBook(new File(["x"], "may.pdf"))).toBe(false);
});

test("a file that only other programs write is asked about by its name", async () => {
  expect(await mayBeBook(new File(["x"], "home.gnucash"))).toBe(true);
  expect(await mayBeBook(new File(["x"], "all.journal"))).toBe(true);
});
