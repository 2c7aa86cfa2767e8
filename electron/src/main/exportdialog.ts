/** The person chooses where an export goes, and is told what became of it. */
import { app, type BrowserWindow, shell } from "electron";
import { existsSync } from "fs";
import { basename, join } from "path";
import { ask, choosePlace } from "./ask";
import type { Backend } from "./backend";
import { exportTo, type Kind, proposedName, withEnding } from "./exporting";
import type { Log } from "./log";
import { notify } from "./notices";

/** Afterwards the file is there and complete, or the person changed their mind, or knows why not. */
export async function letExport(kind: Kind, window: BrowserWindow, backend: Backend, log: Log): Promise<void> {
  const proposed = join(app.getPath("documents"), proposedName(kind, new Date()));
  const chosen = await choosePlace(window, "Export", proposed, kind);
  if (chosen === null) return;
  const path = withEnding(chosen, kind);
  // The desktop asked about the name that was typed, and this is another one.
  const isOther = path !== chosen && existsSync(path);
  if (isOther && (await ask(window, `Replace ${basename(path)}?`, REPLACE, ["Replace", "Cancel"])) !== 0) return;
  try {
    if (!backend.running) throw new Error("Your data is not open.");
    await exportTo(path, kind, backend.running);
    log(`exported as ${kind.format}`);
    notify("Budget App", `${basename(path)} is written.`, () => shell.showItemInFolder(path));
  } catch (error) {
    const { message } = error as Error;
    log(`not exported as ${kind.format}: ${message}`);
    await ask(window, `${basename(path)} was not written`, `${message} Nothing was changed.`, ["OK"]);
  }
}

const REPLACE = "A file with this name already exists and will be overwritten.";
