/** Reads every minute how many rows wait and what the inbox noticed; updates tray and badge and notifies. */
import { app } from "electron";
import type { Backend } from "./backend";
import type { Log } from "./log";
import { notify } from "./notices";
import { inboxText, reviewText, type Summary, summaryOf } from "./summary";
import type { AppTray } from "./tray";

const LOOK_EVERY = 60_000;

export class ReviewCount {
  private last: Summary | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly backend: Backend,
    private readonly tray: AppTray,
    private readonly log: Log,
    /** Whether the person sees the rows anyway. */
    private readonly isSeen: () => boolean,
    private readonly openPage: (path: string) => void,
  ) {}

  /** Look now, and from now on. */
  async look(): Promise<void> {
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY);
    if (!this.backend.running) return;
    try {
      this.say(await summaryOf(this.backend));
    } catch (error) {
      this.log(`the figures could not be read: ${String(error)}`);
    }
  }

  private say(now: Summary): void {
    const before = this.last;
    this.last = now;
    this.tray.say(now);
    app.setBadgeCount?.(now.rowsToReview);
    if (!before || this.isSeen()) return;
    if (now.rowsToReview > before.rowsToReview)
      notify("Budget App", `${reviewText(now)}.`, () => this.openPage("/review"));
    const noticed = inboxText(before, now);
    if (noticed) notify("Budget App", noticed, () => this.openPage("/insights#inbox"));
  }
}
