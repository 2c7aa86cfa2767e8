import { expect, test } from "vitest";
import { nextSort, sortState } from "./sort";

test("a heading sorts first as one expects, then the other way", () => {
  expect(nextSort("-on", "amount")).toBe("-amount");
  expect(nextSort("-amount", "amount")).toBe("amount");
  expect(nextSort("-on", "description")).toBe("description");
  expect(sortState("-on", "on")).toBe("descending");
  expect(sortState("-on", "amount")).toBe("none");
});
