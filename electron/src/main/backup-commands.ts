/** A damaged data file and what could take its place. The backend's own commands look for it and use it. */
import { execFile } from "child_process";
import type { Log } from "./log";

const MAX_OUTPUT_BYTES = 1_000_000;

/** The newest good backup of a file that is damaged or gone. */
export interface Backup {
  readonly kind: "backup";
  readonly file: string;
  readonly name: string;
  readonly madeAt: Date;
}

/** An empty file, where there is no good backup; `missingThen` says what that means. */
export interface Empty {
  readonly kind: "empty";
  readonly file: string;
  readonly missingThen: string;
}

export type Offer = Backup | Empty;

/** Either where the damaged file is kept now, null if there was none, or why nothing was changed. */
export type ReplacementResult = { kept: string | null } | { message: string };

interface DataFileStatus {
  readonly file: string;
  readonly state: string;
  readonly backup: { readonly name: string; readonly made_at: string } | null;
  readonly missing_then: string | null;
}

export class BackupCommands {
  constructor(
    private readonly command: readonly string[],
    private readonly log: Log,
  ) {}

  /** What there is for the files that are not whole: backups before empty files. */
  async look(): Promise<Offer[]> {
    const files = (await this.run("backups"))["files"];
    const lost = ((Array.isArray(files) ? files : []) as DataFileStatus[]).filter(({ state }) => state !== "whole");
    const backups = lost.flatMap(({ file, backup }): Offer[] =>
      backup ? [{ kind: "backup", file, name: backup.name, madeAt: new Date(backup.made_at) }] : [],
    );
    const empty = lost.flatMap(({ file, missing_then }): Offer[] =>
      missing_then ? [{ kind: "empty", file, missingThen: missing_then }] : [],
    );
    return [...backups, ...empty];
  }

  /** Let it take the place of the damaged file. The backend must have ended. */
  async use(offer: Offer): Promise<ReplacementResult> {
    const words = offer.kind === "backup" ? ["restore-backup", offer.name] : ["reset-data", offer.file, "--yes"];
    const answer = await this.run(...words);
    const isDone = answer["event"] === "taken_back" || answer["event"] === "begun_anew";
    this.log(`${words.join(" ")}: ${isDone ? "done" : answer["code"]}`);
    if (isDone) return { kept: answer["kept"] as string | null };
    // A step that was cut short before has been finished.
    if (answer["code"] === "not_damaged") return { kept: null };
    return { message: typeof answer["message"] === "string" ? answer["message"] : SILENT };
  }

  /** What a command of the backend answers; empty if it answers nothing. */
  private run(...words: string[]): Promise<Record<string, unknown>> {
    const [program = "", ...first] = this.command;
    return new Promise((resolve) => {
      const settings = { maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
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
export function momentOf({ madeAt }: Backup): string {
  const parts = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return madeAt.toLocaleString("en-GB", parts);
}

const SILENT = "The damaged file could not be replaced. Your data is unchanged; see the log.";
