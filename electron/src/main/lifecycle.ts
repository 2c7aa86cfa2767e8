/** The life of the app: the backend comes up, the page is shown; a lost backend comes back; quitting ends both. */
import { app, session } from "electron";
import { type Backend, NotStarted } from "./backend";
import type { Log } from "./log";
import type { Recovery } from "./recovery";
import type { Origins } from "./navigation";
import { shellLog } from "./paths";
import { carryToken, dropToken } from "./token";
import type { AppWindow } from "./window";

const RESTARTS = 3;
const WITHIN = 60_000;
const SLOW = 4_000;

export class Lifecycle {
  isQuitting = false;
  /** Called each time when the page is there. */
  onUp: () => void = () => {};
  private lostAt: number[] = [];
  private comingUp: Promise<void> | null = null;
  /** Where the person was, or wants to go. */
  private path = "/";
  private isOver = false;

  constructor(
    private readonly backend: Backend,
    private readonly window: AppWindow,
    private readonly origins: Origins,
    private readonly recovery: Recovery,
    private readonly log: Log,
  ) {
    backend.onLost = () => void this.recover();
    app.on("before-quit", (event) => {
      if (this.isOver) return;
      event.preventDefault();
      void this.end();
    });
  }

  /** Start the backend and show the page; on failure say why. Never throws. */
  bringUp(): Promise<void> {
    this.comingUp ??= this.rise().finally(() => (this.comingUp = null));
    return this.comingUp;
  }

  /** Afterwards the page is there, unless the app could not come up. */
  async bringUpIfDown(): Promise<void> {
    if (this.comingUp) await this.comingUp;
    else if (!this.backend.running) await this.bringUp();
  }

  /** Show this page of the app, at once or as soon as there is one. */
  async goTo(path: string): Promise<void> {
    this.path = path;
    if (this.backend.running && !this.comingUp) await this.window.open(this.backend.running.origin + path);
  }

  /** The person asked for another try after a failure. */
  retry(): void {
    this.lostAt = [];
    if (!this.backend.running) void this.bringUp();
  }

  /** The person wants what was offered instead of the damaged data. Afterwards the app is up with it, or says why not. */
  mend(): Promise<void> {
    this.comingUp ??= this.riseMended().finally(() => (this.comingUp = null));
    return this.comingUp;
  }

  /** The running app cannot read a part of the data. What can be read stays there for as long as the person wants. */
  async foundDamage(): Promise<void> {
    if (!(await this.recovery.isWanted()) || this.isQuitting) return;
    await this.backend.stop();
    this.forgetBackend();
    await this.mend();
  }

  /** End everything so that another version takes over; `install` is the last step. Returns false, up again, if it fails. */
  async giveWay(install: () => boolean): Promise<boolean> {
    if (this.isQuitting) return false;
    this.isQuitting = this.isOver = true;
    this.rememberPath();
    await this.backend.stop();
    this.forgetBackend();
    app.releaseSingleInstanceLock();
    if (install()) return true;
    this.isQuitting = this.isOver = false;
    app.requestSingleInstanceLock();
    await this.bringUp();
    return false;
  }

  private async riseMended(): Promise<void> {
    if (this.backend.running || !(await this.recovery.isSure())) return;
    const trouble = await this.recovery.use();
    if (trouble) return this.fail(new NotStarted("not_taken_back", trouble));
    await this.rise();
    if (this.backend.running) await this.recovery.sayWhatIsThere();
  }

  private async rise(): Promise<void> {
    const slow = setTimeout(() => void this.window.tell({ kind: "starting", text: STILL }), SLOW);
    try {
      await this.window.tell({ kind: "starting", text: "Opening your data…" });
      this.backend.onProgress = (text) => {
        clearTimeout(slow);
        void this.window.tell({ kind: "starting", text });
      };
      const running = await this.backend.start();
      clearTimeout(slow);
      if (this.isQuitting) return;
      this.origins.own = running.origin;
      this.origins.sample = null;
      carryToken(session.defaultSession, running.origin, running.token);
      await this.window.open(running.origin + this.path);
      this.onUp();
    } catch (error) {
      clearTimeout(slow);
      if (!this.isQuitting) await this.fail(error);
    }
  }

  private async recover(): Promise<void> {
    this.rememberPath();
    this.forgetBackend();
    if (this.isQuitting || this.comingUp) return;
    const now = Date.now();
    this.lostAt = [...this.lostAt.filter((at) => now - at < WITHIN), now];
    if (this.lostAt.length > RESTARTS) await this.fail(new NotStarted("crashing", CRASHING));
    else await this.bringUp();
  }

  /** From now on nothing is sent where the backend was. */
  private forgetBackend(): void {
    dropToken(session.defaultSession);
    this.origins.own = null;
    this.origins.sample = null;
  }

  private async fail(error: unknown): Promise<void> {
    const { code, message } = error instanceof NotStarted ? error : new NotStarted(String(error), UNKNOWN);
    this.log(`the app is not up: ${code}`);
    const { offer, advice } = await this.recovery.afterFailure(code);
    const told = { title: "Budget App could not open", message: message + advice, log: shellLog(), offer };
    await this.window.tell({ kind: "failed", ...told });
    this.window.show();
  }

  private rememberPath(): void {
    try {
      const { origin, pathname, search } = new URL(this.window.browser.webContents.getURL());
      if (origin === this.origins.own) this.path = pathname + search;
    } catch {
      // The first screen is shown; the path that was wanted stays.
    }
  }

  private async end(): Promise<void> {
    if (this.isQuitting) return;
    this.isQuitting = true;
    this.log("quitting");
    if (!this.window.browser.isDestroyed()) this.window.hide();
    await this.backend.stop();
    this.isOver = true;
    app.exit(0);
  }
}

const STILL = "Still opening your data…";
const CRASHING =
  "Budget App stopped several times within a minute. Your data is as last saved.";
const UNKNOWN = "Something unexpected happened while Budget App was starting. Your data is unchanged.";
