import { afterEach, expect, test } from "vitest";
import { csrfHeader, isOnServer, nextAddress } from "./server-session";

afterEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: the test takes out what it put in
  document.cookie = "budget_csrf=; max-age=0";
});

test("on the desktop no change carries a token", () => {
  expect(isOnServer()).toBe(false);
  expect(csrfHeader()).toEqual({});
});

test("on a server each change carries the token of the session", () => {
  // biome-ignore lint/suspicious/noDocumentCookie: as the server sets it
  document.cookie = "budget_csrf=abc-123";
  expect(isOnServer()).toBe(true);
  expect(csrfHeader()).toEqual({ "X-CSRF-Token": "abc-123" });
});

test.each([
  ["?next=%2Fdata%3Fsearch%3Dtea", "/data?search=tea"],
  ["", "/"],
  ["?next=https%3A%2F%2Felsewhere.example", "/"],
  ["?next=%2F%2Felsewhere.example", "/"],
  ["?next=%2F%5Celsewhere.example", "/"],
  ["?next=%2Fsign-in", "/"],
])("after signing in with %s the page goes to %s", (search, next) => {
  expect(nextAddress(search)).toBe(next);
});
