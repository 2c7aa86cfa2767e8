import { expect, test } from "vitest";
import { describeRestored, describeRestoring } from "./words";

test("what came back is counted in words", () => {
  expect(describeRestored({ status: "restored", counts: { transactions: 1200, accounts: 1 } })).toBe(
    "1,200 transactions in 1 account were restored.",
  );
  expect(describeRestored({ status: "restored", counts: { transactions: 1, accounts: 2 } })).toBe(
    "1 transaction in 2 accounts was restored.",
  );
  expect(
    describeRestored({ status: "restored", counts: { transactions: 2, accounts: 1, missing_files: 1 } }),
  ).toBe("2 transactions in 1 account were restored. Without 1 attached file, not in the export.");
});

test("a file that has gone out is being read", () => {
  expect(describeRestoring(0.42)).toBe("Sending the file, 42%");
  expect(describeRestoring(1)).toBe("Checking and restoring");
});
