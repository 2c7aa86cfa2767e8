/** The shell's own log, beside the backend's: what was started, what ended, what was refused. */
import { appendFileSync, mkdirSync, renameSync, statSync } from "fs";
import { dirname } from "path";

const MOST_BYTES = 500_000;

export type Log = (line: string) => void;

/** A log in this file. The last one is kept when it grew too long. A log that cannot be written stops nobody. */
export function openLog(file: string): Log {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (sizeOf(file) > MOST_BYTES) renameSync(file, `${file}.1`);
  } catch {
    // Told by the backend if it matters: it keeps its data there.
  }
  return (line) => {
    try {
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // See above.
    }
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
