/** The files on the desk, each on its way from dropped to added. All pure. */
import type { ImportProgress, ImportResult, Preview } from "@/api/types";
import type { Kept, NewAccount } from "./model";

export type Stage =
  | { name: "reading"; share: number }
  | { name: "failed"; sentence: string }
  | { name: "open" }
  | { name: "adding"; progress: ImportProgress | null; isStopping: boolean }
  | { name: "done"; result: ImportResult };

export interface Sheet {
  key: string;
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
  /** Doubtful lines to keep, with their amounts. */
  kept: Kept;
}

export interface Desk {
  sheets: readonly Sheet[];
  current: string | null;
}

export const EMPTY_DESK: Desk = { sheets: [], current: null };

export function lay(desk: Desk, file: { key: string; filename: string; size: number }): Desk {
  const sheet: Sheet = {
    ...file,
    stage: { name: "reading", share: 0 },
    preview: null,
    revision: 0,
    isAsking: false,
    refusal: null,
    newAccount: null,
    kept: new Map(),
  };
  // A file that is through makes way; one that still asks something stays in front.
  const isThrough = currentOf(desk)?.stage.name === "done";
  return { sheets: [...desk.sheets, sheet], current: isThrough ? file.key : (desk.current ?? file.key) };
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
    newAccount: preview.account ? null : sheet.newAccount,
  }));
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
  if (desk.current !== key) return { ...desk, sheets };
  return { sheets, current: (sheets[at] ?? sheets[at - 1])?.key ?? null };
}

export function currentOf(desk: Desk): Sheet | null {
  return desk.sheets.find((sheet) => sheet.key === desk.current) ?? null;
}
