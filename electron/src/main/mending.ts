/** What is said and asked around damaged data: which backup there is, whether it is wanted, what is there afterwards. */
import { ask } from "./ask";
import { momentOf, type Offer, type Rescue, type TakenBack } from "./rescue";
import type { AppWindow } from "./window";

/** Failures behind which damaged data may be. The first two say so; behind the others it is looked for. */
const SAYS_SO = ["database_damaged", "database_missing"];
const MAY_BE = [...SAYS_SO, "crashing", "ended", "not_started"];

export class Mending {
  /** The backup that was offered last. */
  private offer: Offer | null = null;
  private done: { offer: Offer; kept: string | null } | null = null;

  constructor(
    private readonly window: AppWindow,
    private readonly rescue: Rescue,
  ) {}

  get hasOffer(): boolean {
    return this.offer !== null;
  }

  /** The app could not start. Returns what the first screen offers, and what it says besides the reason. */
  async afterFailure(code: string): Promise<{ offer: string | null; advice: string }> {
    this.offer = null;
    if (!MAY_BE.includes(code)) return { offer: null, advice: "" };
    await this.window.tell({ kind: "starting", text: "Your data could not be opened. Looking for a good backup…" });
    this.offer = await this.rescue.look();
    if (this.offer) return { offer: momentOf(this.offer), advice: "" };
    return { offer: null, advice: SAYS_SO.includes(code) ? " No good backup was found there." : "" };
  }

  /** The running app cannot read a part of the data. Returns whether the person wants the backup instead. */
  async isWanted(): Promise<boolean> {
    this.offer = await this.rescue.look();
    if (!this.offer) return false;
    this.window.show();
    const answers = [`Use the backup of ${momentOf(this.offer)}`, "Go on without it"];
    return (await ask(this.window.browser, DAMAGED, DAMAGED_DETAIL, answers)) === 0;
  }

  /** Put the offered backup in its place while no backend runs. Returns why that could not be, null if it is done. */
  async use(): Promise<string | null> {
    const offer = this.offer;
    if (!offer) return null;
    await this.window.tell({ kind: "starting", text: "Putting the backup in its place…" });
    const done: TakenBack = await this.rescue.takeBack(offer);
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
    const beside = kept ? ` The damaged file is still there, as ${kept} in the data folder.` : "";
    await ask(this.window.browser, `Your data is as of ${momentOf(offer)}`, SINCE + beside, ["OK"]);
  }
}

const DAMAGED = "A part of your data cannot be read";
const DAMAGED_DETAIL =
  "The data file is damaged. A backup can take its place: what came after it is missing there and can be imported again. " +
  "The damaged file is kept beside it.";
const SINCE = "What came after that moment is missing and can be imported again.";
