/** The state of the Import page: one sheet per account of each open file. All functions but the store itself are pure. */
import type { ImportProgress, ImportResult, Preview } from "@/api/types";
import { createStore } from "@/kit/store";
import type { Kept, NewAccount } from "./model";

export type Stage =
  | { name: "reading"; share: number }
  | { name: "failed"; sentence: string }
  | { name: "open" }
  | { name: "adding"; progress: ImportProgress | null; isStopping: boolean }
  | { name: "done"; result: ImportResult };

/** Choices about how to read a file; sent again with each new preview. */
export interface ReadChoices {
  column_mapping?: Record<string, unknown>;
  currency?: string;
  /** Not the account that was found: a new one. */
  is_for_new_account?: boolean;
}

export interface Sheet {
  key: string;
  /** The id of its import, if known before the preview arrives. */
  id?: number;
  filename: string;
  size: number;
  stage: Stage;
  preview: Preview | null;
  /** Incremented with each preview, so that lines of an older one are never shown. */
  revision: number;
  /** A preview with changed choices is being loaded. */
  isAsking: boolean;
  /** Why the last request was refused. */
  refusal: string | null;
  newAccount: NewAccount | null;
  /** The preview for which the new account was named first; sheets with the same plan share the account. */
  plan: number | null;
  /** Doubtful lines to keep, with their amounts. */
  kept: Kept;
  readChoices: ReadChoices;
  /** Questions of the last preview, and those the person has answered. */
  raised: readonly string[];
  answered: readonly string[];
}

/** An import of all sheets, one after the other. */
export interface Run {
  keys: readonly string[];
  isOn: boolean;
  isStopping: boolean;
}

export interface ImportState {
  sheets: readonly Sheet[];
  current: string | null;
  run: Run | null;
  /** The summary of the last run covers the sheets. */
  isSummaryShown: boolean;
}

export const EMPTY_STATE: ImportState = { sheets: [], current: null, run: null, isSummaryShown: false };

interface File {
  key: string;
  id?: number;
  filename: string;
  size: number;
}

export function addFile(state: ImportState, file: File): ImportState {
  // A finished sheet gives way to the new file; one that needs an answer stays in front.
  const isThrough = currentOf(state)?.stage.name === "done";
  return {
    ...state,
    sheets: [...state.sheets, sheetOf(file)],
    current: isThrough ? file.key : (state.current ?? file.key),
    isSummaryShown: state.isSummaryShown && state.run?.isOn === true,
  };
}

/** Inserts the sheets of the other accounts of a file after the first one. */
export function addParts(state: ImportState, key: string, others: readonly File[]): ImportState {
  const at = state.sheets.findIndex((sheet) => sheet.key === key);
  const sheets = [...state.sheets];
  sheets.splice(at + 1, 0, ...others.map(sheetOf));
  return { ...state, sheets };
}

function sheetOf(file: File): Sheet {
  return {
    ...file,
    stage: { name: "reading", share: 0 },
    preview: null,
    revision: 0,
    isAsking: false,
    refusal: null,
    newAccount: null,
    plan: null,
    kept: new Map(),
    readChoices: {},
    raised: [],
    answered: [],
  };
}

export function change(state: ImportState, key: string, make: (sheet: Sheet) => Partial<Sheet>): ImportState {
  return {
    ...state,
    sheets: state.sheets.map((sheet) => (sheet.key === key ? { ...sheet, ...make(sheet) } : sheet)),
  };
}

/** Shows a new preview. Possible duplicates start as skipped, because what they were compared with may have changed. */
export function open(state: ImportState, key: string, preview: Preview): ImportState {
  return change(state, key, (sheet) => ({
    stage: { name: "open" },
    preview,
    revision: sheet.revision + 1,
    isAsking: false,
    refusal: null,
    kept: new Map(),
    // With an explicit mapping the backend asks nothing more; open questions stay until they are answered here.
    raised: sheet.readChoices.column_mapping ? sheet.raised : preview.questions,
    ...(sheet.newAccount || preview.account ? {} : plannedFor(state, key, preview)),
  }));
}

/** The new account that another open file of the same account will create. */
function plannedFor(
  state: ImportState,
  key: string,
  { part }: Preview,
): Pick<Sheet, "newAccount" | "plan"> | null {
  const by = state.sheets.find(
    (sheet) => sheet.key !== key && part !== null && sheet.newAccount && isOpenAs(sheet, part),
  );
  return by ? { newAccount: by.newAccount, plan: by.plan } : null;
}

function isOpenAs({ stage, preview }: Sheet, part: string): boolean {
  return stage.name === "open" && preview?.part === part;
}

/** Gives a new account to the sheet, to those that share its plan, and to other files of the very same account. */
export function nameAccount(
  state: ImportState,
  key: string,
  newAccount: NewAccount,
  plan: number,
): ImportState {
  const part = state.sheets.find((sheet) => sheet.key === key)?.preview?.part ?? null;
  const isMeant = (sheet: Sheet) =>
    sheet.plan === plan ||
    (part !== null && isOpenAs(sheet, part) && !sheet.preview?.account && !sheet.newAccount);
  return {
    ...state,
    sheets: state.sheets.map((sheet) =>
      sheet.key === key || isMeant(sheet) ? { ...sheet, newAccount, plan, refusal: null } : sheet,
    ),
  };
}

export interface Planned {
  plan: number;
  account: NewAccount;
  by: Sheet;
}

/** The new accounts of other files that this sheet may belong to as well, each once. */
export function plannedAccounts(state: ImportState, sheet: Sheet): Planned[] {
  const found = new Map<number, Planned>();
  for (const by of state.sheets) {
    const { newAccount, plan } = by;
    if (by.stage.name !== "open" || !newAccount || plan === null || plan === sheet.plan) continue;
    if (!found.has(plan) && isAlike(by, sheet) && newAccount.currency === sheet.preview?.currency)
      found.set(plan, { plan, account: newAccount, by });
  }
  return [...found.values()];
}

/** Two accounts of one file are never the same; the same account of two files is. */
function isAlike(one: Sheet, other: Sheet): boolean {
  return one.filename !== other.filename || one.preview?.part === other.preview?.part;
}

export function openQuestions(sheet: Sheet): string[] {
  return sheet.raised.filter((question) => !sheet.answered.includes(question));
}

export function keep(state: ImportState, key: string, line: number, amount: number | null): ImportState {
  return change(state, key, (sheet) => {
    const kept = new Map(sheet.kept);
    if (amount === null) kept.delete(line);
    else kept.set(line, amount);
    return { kept };
  });
}

/** Takes a file off; the next one comes forward. */
export function removeSheet(state: ImportState, key: string): ImportState {
  const at = state.sheets.findIndex((sheet) => sheet.key === key);
  const sheets = state.sheets.filter((sheet) => sheet.key !== key);
  const keys = state.run?.keys.filter((one) => one !== key) ?? [];
  const run = state.run && keys.length ? { ...state.run, keys } : null;
  const left = { ...state, sheets, run, isSummaryShown: state.isSummaryShown && run !== null };
  return state.current === key ? { ...left, current: (sheets[at] ?? sheets[at - 1])?.key ?? null } : left;
}

export function show(state: ImportState, key: string): ImportState {
  return { ...state, current: key, isSummaryShown: false };
}

/** The imports that lie here, also those still on their way. */
export function openImportIds(state: Pick<ImportState, "sheets">): Set<number> {
  return new Set(state.sheets.flatMap(({ id, preview }) => preview?.id ?? id ?? []));
}

export function currentOf(state: ImportState): Sheet | null {
  return state.sheets.find((sheet) => sheet.key === state.current) ?? null;
}

/** The sheet so many places further, round and round. */
export function beside(state: ImportState, step: number): string | null {
  const { sheets } = state;
  if (!sheets.length) return null;
  const at = sheets.findIndex((sheet) => sheet.key === state.current);
  return sheets[(at + step + sheets.length) % sheets.length]?.key ?? null;
}

/** One store per window: open files survive a visit to another page. */
export const store = createStore<ImportState>(EMPTY_STATE);

export function find(key: string): Sheet | undefined {
  return store.get().sheets.find((sheet) => sheet.key === key);
}
