import { expect, test } from "vitest";
import {
  formatFlow,
  formatNet,
  formatSignedNet,
  formatSize,
  minorDigits,
  parseAmount,
  splitCents,
  toInput,
} from "./money";

test("money out is written plain and money in with a plus", () => {
  expect(formatFlow(8412, "USD")).toBe("$84.12");
  expect(formatFlow(-284000, "USD")).toBe("+$2,840.00");
  expect(formatSize(-40000, "USD")).toBe("$400.00");
});

test("only a net below zero has a minus, and it is a real one", () => {
  expect(formatNet(-34632, "USD")).toBe("\u2212$346.32");
  expect(formatNet(34632, "USD")).toBe("$346.32");
  expect(formatSignedNet(34632, "USD")).toBe("+$346.32");
  expect(formatSignedNet(0, "USD")).toBe("$0.00");
});

test("each currency has its own number of digits", () => {
  expect(minorDigits("JPY")).toBe(0);
  expect([minorDigits("ITL"), minorDigits("DEM")]).toEqual([0, 2]);
  expect(formatSize(1500, "JPY")).toBe("¥1,500");
  expect(formatSize(1500, "KWD")).toMatch(/1\.500/);
  expect(formatSize(150, "ISK")).toMatch(/150$/);
});

test("the cents of a big figure come apart", () => {
  expect(splitCents(418236, "USD")).toEqual({ whole: "$4,182", cents: ".36" });
  expect(splitCents(-418236, "USD")).toEqual({ whole: "\u2212$4,182", cents: ".36" });
  expect(splitCents(418, "JPY")).toEqual({ whole: "¥418", cents: "" });
});

test.each([
  ["46.18", 4618],
  ["46,18", 4618],
  ["$1,234.50", 123450],
  ["1.234,50", 123450],
  ["1 234,5", 123450],
  ["1,234,567", 123456700],
  ["-12", -1200],
  ["\u221212.00", -1200],
  [".5", 50],
  ["1,234", 123400],
])("%s is understood", (typed, minor) => {
  expect(parseAmount(typed, "USD")).toBe(minor);
});

test.each(["", "abc", "46.18.0", "1.2.3", "12.345", "1,23,4", "--5", "99999999999999999"])(
  "%s is no amount in dollars",
  (typed) => {
    expect(parseAmount(typed, "USD")).toBeNull();
  },
);

test("an amount goes into a field and comes back the same", () => {
  for (const currency of ["USD", "JPY", "KWD", "CLF"])
    expect(parseAmount(toInput(123456, currency), currency)).toBe(123456);
});
