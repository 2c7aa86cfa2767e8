/** A damaged data file and the backup that could take its place. The backend's own commands look for it and use it. */
import { execFile } from "child_process";
import type { Log } from "./log";

const MOST_SAID = 1_000_000;

/** The newest good backup of a file that is damaged or gone. */
export interface Offer {
  readonly file: string;
  readonly backup: string;
  readonly madeAt: Date;
}

/** Either where the damaged file is kept now, null if there was none, or why nothing was changed. */
export type TakenBack = { kept: string | null } | { message: string };

export class Rescue {
  constructor(
    private readonly command: readonly string[],
    private readonly log: Log,
  ) {}

  /** The backup for the first file that is not whole. */
  async look(): Promise<Offer | null> {
    const files = (await this.said("backups"))["files"];
    const found = Array.isArray(files) ? files.find(({ state, backup }) => state !== "whole" && backup) : null;
    if (!found) return null;
    return { file: found.file, backup: found.backup.name, madeAt: new Date(found.backup.made_at) };
  }

  /** Let the backup take the place of the damaged file. The backend must have ended. */
  async takeBack(offer: Offer): Promise<TakenBack> {
    const told = await this.said("take-back", offer.backup);
    this.log(`taking back ${offer.backup}: ${told["event"] === "taken_back" ? "done" : told["code"]}`);
    if (told["event"] === "taken_back") return { kept: told["kept"] as string | null };
    // A step that was cut short before has been finished.
    if (told["code"] === "not_damaged") return { kept: null };
    return { message: typeof told["message"] === "string" ? told["message"] : SILENT };
  }

  /** What a command of the backend answers; empty if it answers nothing. */
  private said(...words: string[]): Promise<Record<string, unknown>> {
    const [program = "", ...first] = this.command;
    return new Promise((resolve) => {
      const settings = { maxBuffer: MOST_SAID, windowsHide: true };
      execFile(program, [...first, ...words, "--json"], settings, (_error, output, errors) => {
        // It may not be able to do what it was asked and still say why.
        try {
          resolve(JSON.parse(output) as Record<string, unknown>);
        } catch {
          this.log(`the backend did not answer to ${words[0]}: ${errors.trim()}`);
          resolve({});
        }
      });
    });
  }
}

/** As a person says it: 20 Nov 2026, 10:12. */
export function momentOf(offer: Offer): string {
  const parts = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return offer.madeAt.toLocaleString("en-GB", parts);
}

const SILENT = "The backup could not be used. Your data is as it was; the log says more.";
