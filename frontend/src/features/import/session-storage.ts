/** What a window keeps of its store over a reload: which previews lie open and what a person chose for each. All pure. */
import type { NewAccount } from "./model";
import type { ImportState, ReadChoices, Sheet } from "./store";

export interface SessionEntry {
  id: number;
  filename: string;
  size: number;
  newAccount: NewAccount | null;
  plan: number | null;
  kept: [number, number][];
  readChoices: ReadChoices;
  raised: readonly string[];
  answered: readonly string[];
}

export function toSession(store: ImportState): SessionEntry[] {
  return store.sheets.flatMap((sheet) => {
    const isWaiting = sheet.stage.name === "open" || sheet.stage.name === "adding";
    return isWaiting && sheet.preview ? [saved(sheet, sheet.preview.id)] : [];
  });
}

function saved(sheet: Sheet, id: number): SessionEntry {
  const { filename, size, newAccount, plan, kept, readChoices, raised, answered } = sheet;
  return { id, filename, size, newAccount, plan, kept: [...kept], readChoices, raised, answered };
}

/** Nothing, when it is not what this version writes. */
export function fromSession(text: string | null): SessionEntry[] {
  if (!text) return [];
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(one: unknown): one is SessionEntry {
  if (typeof one !== "object" || one === null) return false;
  const { id, filename, kept, readChoices, raised, answered } = one as Partial<SessionEntry>;
  return (
    typeof id === "number" &&
    typeof filename === "string" &&
    Array.isArray(kept) &&
    typeof readChoices === "object" &&
    readChoices !== null &&
    Array.isArray(raised) &&
    Array.isArray(answered)
  );
}
