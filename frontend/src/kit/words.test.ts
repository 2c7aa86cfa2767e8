import { expect, test } from "vitest";
import { count, formatBytes, formatPercent, listOf } from "./words";

test("counts carry the right form of their noun", () => {
  expect(count(1, "row")).toBe("1 row");
  expect(count(0, "row")).toBe("0 rows");
  expect(count(1284, "row")).toBe("1,284 rows");
  expect(count(2, "category", "categories")).toBe("2 categories");
});

test("nearly certain is not certain", () => {
  expect(formatPercent(0.999)).toBe("99%");
  expect(formatPercent(1)).toBe("100%");
  expect(formatPercent(0.29)).toBe("29%");
});

test("lists and sizes read well", () => {
  expect(listOf([])).toBe("");
  expect(listOf(["a", "b", "c"])).toBe("a, b and c");
  expect(formatBytes(1)).toBe("1 byte");
  expect(formatBytes(5325)).toBe("5.2 KB");
  expect(formatBytes(12_000_000)).toBe("11 MB");
});
