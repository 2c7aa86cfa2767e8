import { expect, test } from "vitest";
import { conditionCount, NO_CONDITIONS, readFilter, toFilterBody, toParams, writeFilter } from "./filter";

test("a filter goes into the address and comes back the same", () => {
  const address = writeFilter(new URLSearchParams("tab=staged"), {
    search: "amount:>50 food",
    account_id: "3",
    uncategorized: true,
    sort: "-amount",
  });
  expect(address.get("tab")).toBe("staged");
  const filter = readFilter(address);
  expect(filter).toMatchObject({
    search: "amount:>50 food",
    account_id: "3",
    uncategorized: true,
    sort: "-amount",
  });
  expect(writeFilter(address, filter).toString()).toBe(address.toString());
});

test("what is off leaves no trace in the address", () => {
  const address = writeFilter(new URLSearchParams("search=x&account_id=3&sort=on"), {
    search: "",
    account_id: null,
    sort: "-on",
  });
  expect(address.toString()).toBe("");
});

test("clearing takes all conditions and keeps the rest", () => {
  const address = writeFilter(new URLSearchParams("tab=staged&search=x&tier=ai&year=2026"), NO_CONDITIONS);
  expect(address.toString()).toBe("tab=staged");
});

test("the order is not a condition, spaces are not a search", () => {
  expect(conditionCount(readFilter(new URLSearchParams("sort=amount&search=+")))).toBe(0);
  expect(conditionCount(readFilter(new URLSearchParams("search=x&year=2026&exclude_transfers=true")))).toBe(
    3,
  );
  expect(toParams(readFilter(new URLSearchParams("search=+x+"))).search).toBe("x");
});

const body = (address: string) => toFilterBody(readFilter(new URLSearchParams(address)));

test("conditions that are not set are not sent, nor is the order", () => {
  expect(body("sort=amount")).toEqual({});
});

test("several states are a list, and words lose their edges", () => {
  expect(body("status=pending,staged&search=%20tea%20&account_id=7&uncategorized=true")).toEqual({
    status: ["pending", "staged"],
    search: "tea",
    account_id: "7",
    uncategorized: true,
  });
});
