/** Which account each open file most likely belongs to, so that all of them can be answered at once. All pure. */
import type { NewAccount } from "./model";
import { proposeAccount } from "./names";
import { type ImportState, openQuestions, plannedAccounts, type Sheet } from "./store";

export type SuggestedAccount =
  | { kind: "existing"; id: number }
  /** `plan` is shared by the files that will be in the same new account. */
  | { kind: "new"; account: NewAccount; plan: number };

/** The files that wait for nothing but an account, and have one that is likely. */
export function sheetsWithSuggestion(state: ImportState, baseCurrency: string): Sheet[] {
  return state.sheets.filter((sheet) => suggestAccount(state, sheet, baseCurrency) !== null);
}

/** The likeliest account; a new one only where none of the accounts fits. Null if the file has one or shows nothing. */
export function suggestAccount(
  state: ImportState,
  sheet: Sheet,
  baseCurrency: string,
): SuggestedAccount | null {
  const { preview, stage } = sheet;
  const isWaiting = stage.name === "open" && !sheet.isAsking && !preview?.account && !sheet.newAccount;
  if (!preview || !isWaiting || openQuestions(sheet).length > 0) return null;
  const [candidate] = preview.account_candidates;
  if (candidate) return { kind: "existing", id: candidate.id };
  const proposed = proposeAccount(preview, baseCurrency);
  const planned = plannedAccounts(state, sheet);
  // Two files of one bank propose the same name: the second goes into the account that the first creates.
  const same =
    planned.find(({ account }) => account.name === proposed?.name) ?? (proposed ? null : planned[0]);
  if (same) return { kind: "new", account: same.account, plan: same.plan };
  return proposed && { kind: "new", account: proposed, plan: preview.id };
}
