/** Statements that are opened with the app: by a double click, from the menu, or on the command line. */
import { promises } from "fs";
import { basename, extname, resolve } from "path";
import type { OpenedFile } from "../shared/bridge";

/** What a statement is called when nobody says that it is one. */
const ENDINGS = ["csv", "ofx", "qfx", "qif", "sta", "mt940", "camt"];
/** What a person may choose as one. */
export const CHOOSABLE = [...ENDINGS, "tsv", "txt", "xml", "940", "xlsx", "xlsm", "xls", "zip"];
const MOST_BYTES = 50_000_000;

export function isStatement(path: string): boolean {
  return ENDINGS.includes(extname(path).slice(1).toLowerCase());
}

/** The statements among the words of a command line. */
export function statementsIn(words: readonly string[], folder: string): string[] {
  return words.filter((word) => !word.startsWith("-") && isStatement(word)).map((word) => resolve(folder, word));
}

/** The files that can be read, ready for the page. What cannot be read is left out and counted. */
export async function readStatements(paths: readonly string[]): Promise<{ files: OpenedFile[]; unread: number }> {
  const read = await Promise.all(paths.map(readStatement));
  const files = read.filter((file): file is OpenedFile => file !== null);
  return { files, unread: paths.length - files.length };
}

async function readStatement(path: string): Promise<OpenedFile | null> {
  try {
    const found = await promises.stat(path);
    if (!found.isFile() || found.size > MOST_BYTES) return null;
    return { name: basename(path), content: await promises.readFile(path) };
  } catch {
    return null;
  }
}
