/** Small things that the shell remembers, each a JSON file of its own that may be missing or damaged. */
import { readFileSync, renameSync, writeFileSync } from "fs";

/** What is kept in the file, or null. The caller checks what it got. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** Afterwards the file holds all of it, or what it held before. */
export function writeJson(file: string, value: unknown): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch {
    // What is remembered here is a comfort; a full disk is told where it matters.
  }
}
