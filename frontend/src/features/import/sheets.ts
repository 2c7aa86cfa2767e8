/** The sheets on the desk, one for each account of each file, each on its way from dropped to added. All pure. */
import type { ImportProgress, ImportResult, Preview } from "@/api/types";
import type { Kept, NewAccount } from "./model";

export type Stage =
  | { name: "reading"; share: number }
  | { name: "failed"; sentence: string }
  | { name: "open" }
  | { name: "adding"; progress: ImportProgress | null; isStopping: boolean }
  | { name: "done"; result: ImportResult };

/** What was said about how to read a file. It is said again whenever the file is looked at anew. */
export interface Told {
  column_mapping?: Record<string, unknown>;
  currency?: string;
  /** Not the account that was found: a new one. */
  is_for_new_account?: boolean;
}

export interface Sheet {
  key: string;
  /** Its import, where that is known before the preview comes. */
  id?: number;
  filename: string;
  size: number;
  stage: Stage;
  preview: Preview | null;
  /** Grows with each new preview, so that lines of an older one are never shown for it. */
  revision: number;
  /** A changed mapping or account is being looked at. */
  isAsking: boolean;
  /** What was refused last. */
  refusal: string | null;
  newAccount: NewAccount | null;
  /** The preview for which the new account was named first; sheets with the same plan share the account. */
  plan: number | null;
  /** Doubtful lines to keep, with their amounts. */
  kept: Kept;
  told: Told;
  /** What the file left open, and what of it a person settled. */
  raised: readonly string[];
  answered: readonly string[];
}

/** All sheets imported one after the other, with one press. */
export interface Run {
  keys: readonly string[];
  isOn: boolean;
  isStopping: boolean;
}

export interface Desk {
  sheets: readonly Sheet[];
  current: string | null;
  run: Run | null;
  /** The sum of the last run lies on top. */
  isSummaryShown: boolean;
}

export const EMPTY_DESK: Desk = { sheets: [], current: null, run: null, isSummaryShown: false };

interface File {
  key: string;
  id?: number;
  filename: string;
  size: number;
}

export function lay(desk: Desk, file: File): Desk {
  // A file that is through makes way; one that still asks something stays in front.
  const isThrough = currentOf(desk)?.stage.name === "done";
  return {
    ...desk,
    sheets: [...desk.sheets, sheetOf(file)],
    current: isThrough ? file.key : (desk.current ?? file.key),
    isSummaryShown: desk.isSummaryShown && desk.run?.isOn === true,
  };
}

/** The other accounts of a file come to lie right beside the first. */
export function layBeside(desk: Desk, key: string, others: readonly File[]): Desk {
  const at = desk.sheets.findIndex((sheet) => sheet.key === key);
  const sheets = [...desk.sheets];
  sheets.splice(at + 1, 0, ...others.map(sheetOf));
  return { ...desk, sheets };
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
    told: {},
    raised: [],
    answered: [],
  };
}

export function change(desk: Desk, key: string, make: (sheet: Sheet) => Partial<Sheet>): Desk {
  return {
    ...desk,
    sheets: desk.sheets.map((sheet) => (sheet.key === key ? { ...sheet, ...make(sheet) } : sheet)),
  };
}

/** A preview came: doubtful lines begin as skipped, because what they were compared with may have changed. */
export function open(desk: Desk, key: string, preview: Preview): Desk {
  return change(desk, key, (sheet) => ({
    stage: { name: "open" },
    preview,
    revision: sheet.revision + 1,
    isAsking: false,
    refusal: null,
    kept: new Map(),
    // A file that is read as it was told asks nothing more; what was open stays open until it is answered here.
    raised: sheet.told.column_mapping ? sheet.raised : preview.questions,
    ...(sheet.newAccount || preview.account ? {} : plannedFor(desk, key, preview)),
  }));
}

/** The new account that another file of the very same account waits for. */
function plannedFor(desk: Desk, key: string, { part }: Preview): Pick<Sheet, "newAccount" | "plan"> | null {
  const by = desk.sheets.find(
    (sheet) => sheet.key !== key && part !== null && sheet.newAccount && isOpenAs(sheet, part),
  );
  return by ? { newAccount: by.newAccount, plan: by.plan } : null;
}

function isOpenAs({ stage, preview }: Sheet, part: string): boolean {
  return stage.name === "open" && preview?.part === part;
}

/** Gives a new account to the sheet, to those that share its plan, and to other files of the very same account. */
export function nameAccount(desk: Desk, key: string, newAccount: NewAccount, plan: number): Desk {
  const part = desk.sheets.find((sheet) => sheet.key === key)?.preview?.part ?? null;
  const isMeant = (sheet: Sheet) =>
    sheet.plan === plan ||
    (part !== null && isOpenAs(sheet, part) && !sheet.preview?.account && !sheet.newAccount);
  return {
    ...desk,
    sheets: desk.sheets.map((sheet) =>
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
export function plannedBeside(desk: Desk, sheet: Sheet): Planned[] {
  const found = new Map<number, Planned>();
  for (const by of desk.sheets) {
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

export function keep(desk: Desk, key: string, line: number, amount: number | null): Desk {
  return change(desk, key, (sheet) => {
    const kept = new Map(sheet.kept);
    if (amount === null) kept.delete(line);
    else kept.set(line, amount);
    return { kept };
  });
}

/** Takes a file off; the next one comes forward. */
export function takeOff(desk: Desk, key: string): Desk {
  const at = desk.sheets.findIndex((sheet) => sheet.key === key);
  const sheets = desk.sheets.filter((sheet) => sheet.key !== key);
  const keys = desk.run?.keys.filter((one) => one !== key) ?? [];
  const run = desk.run && keys.length ? { ...desk.run, keys } : null;
  const left = { ...desk, sheets, run, isSummaryShown: desk.isSummaryShown && run !== null };
  return desk.current === key ? { ...left, current: (sheets[at] ?? sheets[at - 1])?.key ?? null } : left;
}

export function show(desk: Desk, key: string): Desk {
  return { ...desk, current: key, isSummaryShown: false };
}

/** The imports that lie here, also those still on their way. */
export function importsOn(desk: Pick<Desk, "sheets">): Set<number> {
  return new Set(desk.sheets.flatMap(({ id, preview }) => preview?.id ?? id ?? []));
}

export function currentOf(desk: Desk): Sheet | null {
  return desk.sheets.find((sheet) => sheet.key === desk.current) ?? null;
}

/** The sheet so many places further, round and round. */
export function beside(desk: Desk, step: number): string | null {
  const { sheets } = desk;
  if (!sheets.length) return null;
  const at = sheets.findIndex((sheet) => sheet.key === desk.current);
  return sheets[(at + step + sheets.length) % sheets.length]?.key ?? null;
}
