/** What is said and asked around damaged data: what could take its place, whether it is wanted, what is there afterwards. */
import type { Way } from "../shared/bridge";
import { ask } from "./ask";
import { type Backup, type Empty, momentOf, type Offer, type BackupCommands } from "./backup-commands";
import type { AppWindow } from "./window";

/** Failures behind which damaged data may be. The first two say so; behind the others it is looked for. */
const SAYS_SO = ["database_damaged", "database_missing"];
const MAY_BE = [...SAYS_SO, "crashing", "ended", "not_started"];

export class Recovery {
  /** What was offered last. */
  private offer: Offer | null = null;
  private done: { offer: Offer; kept: string | null } | null = null;

  constructor(
    private readonly window: AppWindow,
    private readonly backupCommands: BackupCommands,
  ) {}

  /** The app could not start. Returns what the first screen offers, and what it says besides the reason. */
  async afterFailure(code: string): Promise<{ offer: Way | null; advice: string }> {
    this.offer = null;
    if (!MAY_BE.includes(code)) return { offer: null, advice: "" };
    await this.window.tell({ kind: "starting", text: "Your data could not be opened. Looking for a good backup…" });
    this.offer = (await this.backupCommands.look()).find(({ kind }) => kind === "backup" || SAYS_SO.includes(code)) ?? null;
    if (this.offer?.kind === "backup") return { offer: { words: useOf(this.offer), isFirst: true }, advice: "" };
    const advice = SAYS_SO.includes(code) ? " No good backup was found there." : "";
    return { offer: this.offer && { words: `Continue without ${this.offer.file}…`, isFirst: false }, advice };
  }

  /** The running app cannot read a part of the data. Returns whether the person wants the backup instead. */
  async isWanted(): Promise<boolean> {
    const backup = (await this.backupCommands.look()).find((offer): offer is Backup => offer.kind === "backup");
    this.offer = backup ?? null;
    if (!backup) return false;
    this.window.show();
    const answers = [useOf(backup), "Continue without it"];
    return (await ask(this.window.browser, DAMAGED, DAMAGED_DETAIL, answers)) === 0;
  }

  /** Whether there is an offer, and one that costs more than what came after a backup is wanted all the same. */
  async isSure(): Promise<boolean> {
    if (this.offer?.kind !== "empty") return this.offer !== null;
    const { file, missingThen } = this.offer;
    const detail = `${missingThen} The damaged file is kept next to it.`;
    const answers = ["Start with an empty file", "Leave as is"];
    return (await ask(this.window.browser, `Continue without what is in ${file}?`, detail, answers, 1)) === 0;
  }

  /** Put what was offered in its place while no backend runs. Returns why that could not be, null if it is done. */
  async use(): Promise<string | null> {
    const offer = this.offer;
    if (!offer) return null;
    const text = offer.kind === "backup" ? "Restoring the backup…" : "Creating an empty file…";
    await this.window.tell({ kind: "starting", text });
    const done = await this.backupCommands.use(offer);
    if ("message" in done) return done.message;
    this.done = { offer, kept: done.kept };
    this.offer = null;
    return null;
  }

  /** Say what the person has now. */
  async sayWhatIsThere(): Promise<void> {
    if (!this.done) return;
    const { offer, kept } = this.done;
    this.done = null;
    const [title, detail] = offer.kind === "backup" ? asOf(offer) : emptied(offer);
    const beside = kept ? ` The damaged file is still there, as ${kept} in the data folder.` : "";
    await ask(this.window.browser, title, detail + beside, ["OK"]);
  }
}

function useOf(backup: Backup): string {
  return `Use the backup of ${momentOf(backup)}`;
}

function asOf(backup: Backup): [string, string] {
  const since = "Anything added after that moment is missing and can be imported again.";
  return [`Your data is as of ${momentOf(backup)}`, since];
}

function emptied({ file }: Empty): [string, string] {
  return [`${file} is empty now`, "From now on it is backed up daily when something changes."];
}

const DAMAGED = "Part of your data cannot be read";
const DAMAGED_DETAIL =
  "The data file is damaged. A backup can replace it; anything added after the backup can be imported again. " +
  "The damaged file is kept next to it.";
