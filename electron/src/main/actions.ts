/** What each command of menus, tray, notices and the system does. */
import { app, shell } from "electron";
import { basename } from "path";
import type { Preferences } from "../shared/bridge";
import { ask, chooseFiles } from "./ask";
import type { Backend } from "./backend";
import type { Commands } from "./commands";
import type { Downloads } from "./downloads";
import { letExport } from "./exportdialog";
import type { Kind } from "./exporting";
import type { Lifecycle } from "./lifecycle";
import { readJson, writeJson } from "./json-file";
import { linkIn, pathOf } from "./links";
import type { Log } from "./log";
import type { Origins } from "./navigation";
import { notify } from "./notices";
import { dataFolder, shellLog, shellState } from "./paths";
import { HIDDEN, preferences, setPreference } from "./preferences";
import { desktopShowsTray } from "./presence";
import { CHOOSABLE, readStatements, statementsIn } from "./statements";
import type { AppWindow } from "./window";

export class Actions implements Commands {
  /** Called when the figures in the tray may have changed. */
  reviewCountChanged: () => void = () => {};
  /** Called when a preference changed, so that the menu shows it. */
  preferencesChanged: () => void = () => {};
  lookForUpdates: () => void = () => {};

  constructor(
    private readonly backend: Backend,
    private readonly window: AppWindow,
    private readonly lifecycle: Lifecycle,
    private readonly origins: Origins,
    private readonly downloads: Downloads,
    private readonly log: Log,
  ) {}

  open(): void {
    this.window.show();
  }

  openPage(path: string): void {
    this.window.show();
    void this.lifecycle.goTo(path);
  }

  openLink(link: string): void {
    const path = pathOf(link);
    if (path !== null) this.openPage(path);
    else this.window.show();
  }

  /** The app was started a second time: that start ends, and says here what it was asked to open. */
  startedAgain(words: readonly string[], folder: string): void {
    const files = statementsIn(words.slice(1), folder);
    const link = linkIn(words);
    if (link) this.openLink(link);
    else if (!words.includes(HIDDEN)) this.window.show();
    this.openFiles(files);
  }

  /** The page takes them as if they had been dropped on it; nothing is imported before the person says so. */
  openFiles(paths: readonly string[]): void {
    if (paths.length > 0) void this.handOver(paths);
  }

  importFiles(): void {
    this.window.show();
    void chooseFiles(this.window.browser, "Import a file", CHOOSABLE).then((paths) => this.openFiles(paths));
  }

  exportFile(kind: Kind): void {
    this.window.show();
    void letExport(kind, this.window.browser, this.backend, this.log);
  }

  sync(): void {
    void this.backend.ask("POST", "/api/sync/now?trigger=tray&wait=true", SYNC_TIMEOUT_MS).then(
      ({ status, body }) => {
        const { status: outcome, message } = JSON.parse(body) as { status?: unknown; message?: unknown };
        this.log(`synced: ${status < 300 ? outcome : status}`);
        const told = status < 300 ? String(message) : SYNC_FAILED;
        notify("Budget App", told, () => this.open());
        this.reviewCountChanged();
      },
      (error) => {
        this.log(`sync could not be asked for: ${String(error)}`);
        notify("Budget App", SYNC_FAILED, () => this.open());
      },
    );
  }

  /** A statement appeared in the downloads: say so; a click on the notice brings it to the import page. */
  offer(path: string): void {
    notify("Import this statement?", `${basename(path)} is in your downloads.`, () => this.openFiles([path]));
  }

  /** The page asked for the sample: the backend is asked where it is, so that the page names no address. */
  async openSample(): Promise<void> {
    const { body } = await this.backend.ask("POST", "/api/app/demo");
    const { url } = JSON.parse(body) as { url: string };
    const home = this.backend.running?.origin;
    if (!home) return;
    this.origins.sample = new URL(url).origin;
    await this.window.open(`${url}#came-from=${encodeURIComponent(home)}`);
  }

  /** The window is about to be closed. Returns whether it may: only when the app ends. */
  closing(): boolean {
    if (this.lifecycle.isQuitting) return true;
    void this.hideOrQuit();
    return false;
  }

  preferences(): Preferences {
    return preferences();
  }

  setPreference(name: keyof Preferences, isOn: boolean): Preferences {
    const now = setPreference(name, isOn);
    void this.downloads.watch(now.watchesDownloads);
    this.preferencesChanged();
    return now;
  }

  showDataFolder(): void {
    void shell.openPath(dataFolder());
  }

  showLog(): void {
    shell.showItemInFolder(shellLog());
  }

  about(): void {
    void ask(this.window.browser, `${app.name} ${app.getVersion()}`, "Your money, on your own computer.", ["OK"]);
  }

  private async handOver(paths: readonly string[]): Promise<void> {
    this.window.show();
    await this.lifecycle.bringUpIfDown();
    const { files, unread } = await readStatements(paths);
    if (files.length > 0) this.window.hand(files);
    if (unread > 0) notify("Budget App", unread === 1 ? UNREAD : `${unread} files could not be read.`, () => this.open());
  }

  /** Without a tray a hidden window could not be found again; then closing is quitting, and that is said once. */
  private async hideOrQuit(): Promise<void> {
    if (await desktopShowsTray()) return this.window.hide();
    const place = shellState("closing");
    if (readJson(place) === "quits") return app.quit();
    const answers = ["Quit", "Keep it open"];
    if ((await ask(this.window.browser, NO_TRAY, NO_TRAY_DETAIL, answers)) !== 0) return;
    writeJson(place, "quits");
    app.quit();
  }
}

// A bank may take a minute to answer, and several are asked.
const SYNC_TIMEOUT_MS = 180_000;
const SYNC_FAILED = "Bank sync failed. Open Budget App to see why.";
const UNREAD = "The file could not be read.";
const NO_TRAY = "Quit Budget App?";
const NO_TRAY_DETAIL =
  "This desktop has no system tray, so the app cannot keep running. Nothing syncs while it is closed. " +
  "From now on, closing the window quits the app without asking.";
