import { expect, test } from "vitest";
import type { Preview } from "@/api/types";
import { makePreview } from "@/testing/makers";
import { addFile, EMPTY_STATE, type ImportState, nameAccount, open } from "./store";
import { sheetsWithSuggestion, suggestAccount } from "./suggested-accounts";

function opened(...previews: Partial<Preview>[]): ImportState {
  return previews.reduce((state: ImportState, preview, at) => {
    const filename = `${at}.csv`;
    return open(
      addFile(state, { key: filename, filename, size: 1 }),
      filename,
      makePreview({ id: at + 1, filename, account: null, ...preview }),
    );
  }, EMPTY_STATE);
}

const suggestionsOf = (state: ImportState) =>
  state.sheets.map((sheet) => suggestAccount(state, sheet, "USD"));
const likely = {
  id: 7,
  name: "Everyday",
  account_type: "checking",
  currency: "USD",
  reason: "same rows",
} as const;

test("the likeliest account comes before a new one", () => {
  const state = opened({ account_candidates: [likely], name_hint: "Checking" });
  expect(suggestionsOf(state)).toEqual([{ kind: "existing", id: 7 }]);
});

test("a file that has its account, or asks something else, has no suggestion", () => {
  const state = opened(
    { account: likely, account_candidates: [likely] },
    { account_candidates: [likely], questions: ["sign"] },
  );
  expect(sheetsWithSuggestion(state, "USD")).toEqual([]);
});

test("two files of the same new account share it", () => {
  const both = opened({ name_hint: "Giro" }, { name_hint: "Giro" });
  const first = both.sheets[0];
  const suggested = first && suggestAccount(both, first, "USD");
  expect(suggested).toMatchObject({ kind: "new", plan: 1 });
  if (suggested?.kind !== "new") throw new Error("no new account");
  const named = nameAccount(both, "0.csv", suggested.account, suggested.plan);
  expect(suggestionsOf(named)).toEqual([null, suggested]);
});
