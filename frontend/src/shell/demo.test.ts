import { expect, test } from "vitest";
import { isThisComputer } from "./demo";

test("the way home never leads off this computer", () => {
  expect(isThisComputer("http://127.0.0.1:8000")).toBe(true);
  expect(isThisComputer("http://localhost:5173")).toBe(true);
  expect(isThisComputer("https://example.com")).toBe(false);
  expect(isThisComputer("http://127.0.0.1.example.com")).toBe(false);
  expect(isThisComputer("javascript:alert(1)")).toBe(false);
});
