/** Writing what the backend tells into a file of the person: whole, or not at all. */
import { randomBytes } from "crypto";
import { createWriteStream, promises } from "fs";
import { get, type IncomingMessage } from "http";
import { basename, dirname, extname, join } from "path";
import { pipeline } from "stream";
import { promisify } from "util";
import type { Running } from "./backend";
import { TOKEN_HEADER } from "./token";

export type Format = "json" | "csv" | "ofx" | "qif";

export interface Kind {
  readonly format: Format;
  /** What the person gets, as the menu and the dialog say it. */
  readonly label: string;
  readonly path: string;
}

export const KINDS: readonly Kind[] = [
  { format: "json", label: "Backup (JSON)", path: "/api/export" },
  { format: "csv", label: "Transactions as CSV", path: "/api/transactions/export?format=csv" },
  { format: "ofx", label: "Transactions as OFX", path: "/api/transactions/export?format=ofx" },
  { format: "qif", label: "Transactions as QIF", path: "/api/transactions/export?format=qif" },
];

const SILENT_FOR = 60_000;

/** The name that is proposed, with the person's day in it. */
export function proposedName({ format }: Kind, now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${format === "json" ? "budget-app" : "transactions"}-${day.join("-")}.${format}`;
}

/** A name typed without its ending gets it; some desktops do not add it themselves. */
export function withEnding(path: string, { format }: Kind): string {
  return extname(path).toLowerCase() === `.${format}` ? path : `${path}.${format}`;
}

/** Afterwards the file at `path` is complete. Throws with a sentence for a person; then it is as it was before. */
export async function exportTo(path: string, kind: Kind, running: Running): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.part`);
  try {
    const answer = await asked(running, kind.path);
    await promisify(pipeline)(answer, createWriteStream(part, { flags: "wx", mode: 0o600 }));
    // A connection that was cut ends like one that is done.
    if (!answer.complete) throw new Error(CUT_SHORT);
    await keepOnDisk(part);
    await promises.rename(part, path);
  } catch (error) {
    await promises.unlink(part).catch(() => {}); // It may never have been made.
    throw new Error(sentenceFor(error as NodeJS.ErrnoException));
  }
}

function asked(running: Running, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const question = get(running.origin + path, { headers: { [TOKEN_HEADER]: running.token } }, (answer) => {
      if (answer.statusCode === 200) return resolve(answer);
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => (body += text));
      answer.on("end", () => reject(new Error(detailIn(body))));
    });
    question.setTimeout(SILENT_FOR, () => question.destroy(new Error(CUT_SHORT)));
    question.on("error", reject);
  });
}

async function keepOnDisk(path: string): Promise<void> {
  const file = await promises.open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function detailIn(body: string): string {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === "string" ? detail : CUT_SHORT;
  } catch {
    return CUT_SHORT;
  }
}

function sentenceFor(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case undefined:
      return error.message;
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return "There is not enough space on that disk.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "You do not have permission to write there.";
    case "ENOENT":
    case "ENOTDIR":
      return "That folder no longer exists.";
    case "EISDIR":
    case "ENOTEMPTY":
      return "There is a folder with that name.";
    default:
      return CUT_SHORT;
  }
}

const CUT_SHORT = "The export is incomplete.";
