/** Newer versions: looked for at the start and when asked, told with their notes, fetched and used only when wanted. */
import { app } from "electron";
import type { AppUpdater, UpdateInfo } from "electron-updater";
import { ask } from "./ask";
import { readJson, writeJson } from "./json-file";
import type { Lifecycle } from "./lifecycle";
import type { Log } from "./log";
import { notify } from "./notices";
import { shellState } from "./paths";
import { preferences, setPreference } from "./preferences";
import { notesOf } from "./releasenotes";
import { updatePlace, whyNotUpdatable } from "./updatable";
import type { AppWindow } from "./window";

const LOOK_EVERY = 24 * 60 * 60_000;
/** A place of releases would otherwise get a number by which it knows each copy of the app again. */
const NOBODY = { "x-user-staging-id": "00000000-0000-0000-0000-000000000000" };

export class Updates {
  private updater: AppUpdater | null = null;
  /** The version that lies ready, null while none does. */
  private ready: UpdateInfo | null = null;
  private current: Promise<void> | null = null;
  private isFetching = false;
  /** How often the person was told something. */
  private told = 0;
  private failure: Error | null = null;

  constructor(
    private readonly window: AppWindow,
    private readonly lifecycle: Lifecycle,
    private readonly log: Log,
  ) {}

  /** Look now and once a day, unless the person does not want that. Nothing is said unless there is a version that the person has not put off. */
  watch(): void {
    const reason = whyNotUpdatable();
    if (reason) return this.log("newer versions are not looked for");
    void this.lookUnasked();
    setInterval(() => void this.lookUnasked(), LOOK_EVERY);
  }

  /** The person wants to know. Whatever comes out is said. */
  async look(): Promise<void> {
    const reason = whyNotUpdatable();
    if (reason) return this.say(`This is Budget App ${app.getVersion()}`, reason);
    if (this.isFetching) return this.say("An update is being downloaded", "You will be asked again when it is ready.");
    const before = this.told;
    await this.current;
    // Whoever looked at the same moment has said it.
    if (this.told === before) await this.alone(() => this.answer());
  }

  private async answer(): Promise<void> {
    try {
      if (this.ready) return this.offerRestart(this.ready);
      const found = await this.found();
      if (found) await this.offer(found);
      else await this.say("Budget App is up to date", `You have version ${app.getVersion()}.`);
    } catch (error) {
      await this.say("Updates could not be checked", reasonOf(error));
    }
  }

  private async lookUnasked(): Promise<void> {
    if (preferences().looksForUpdates && !this.current && !this.ready) await this.alone(() => this.mention());
  }

  private async mention(): Promise<void> {
    try {
      const found = await this.found();
      if (!found || putOff() === found.version) return;
      if (this.window.isSeen()) await this.offer(found);
      else notify("Budget App", `Version ${found.version} is there.`, () => void this.look());
    } catch (error) {
      this.log(`newer versions could not be looked for: ${reasonOf(error)}`);
    }
  }

  private alone(work: () => Promise<void>): Promise<void> {
    return (this.current = work().finally(() => (this.current = null)));
  }

  /** The version that is newer than this one, null if there is none. Throws if nobody answers. */
  private async found(): Promise<UpdateInfo | null> {
    const updater = await this.loaded();
    const answer = await updater.checkForUpdates();
    return answer?.isUpdateAvailable ? answer.updateInfo : null;
  }

  private async offer(found: UpdateInfo): Promise<void> {
    this.window.show();
    const question = `Budget App ${found.version} is there. You have ${app.getVersion()}.`;
    const answer = await this.ask(question, notesOf(found) || NO_NOTES, ["Download", "Later"]);
    if (answer !== 0) return writeJson(shellState("updates"), { putOff: found.version });
    await this.fetch(found);
  }

  private async fetch(found: UpdateInfo): Promise<void> {
    this.log(`fetching version ${found.version}`);
    this.isFetching = true;
    try {
      await (await this.loaded()).downloadUpdate();
    } catch (error) {
      this.log(`version ${found.version} was not fetched: ${String(error)}`);
      return this.say(`Budget App ${found.version} could not be fetched`, `${reasonOf(error)} ${UNCHANGED}`);
    } finally {
      this.isFetching = false;
      this.window.showProgress(null);
    }
    this.ready = found;
    if (this.window.isSeen()) await this.offerRestart(found);
    else notify("Budget App", `Version ${found.version} is ready.`, () => void this.look());
  }

  private async offerRestart(found: UpdateInfo): Promise<void> {
    this.window.show();
    const question = `Budget App ${found.version} is ready`;
    if ((await this.ask(question, RESTART, ["Restart now", "Later"])) !== 0) return;
    this.log(`giving way to version ${found.version}`);
    const hasGivenWay = await this.lifecycle.giveWay(() => this.install());
    if (!hasGivenWay) await this.say(`Budget App ${found.version} could not be put in place`, UNCHANGED);
  }

  /** Returns whether the newer version takes over; then this one is about to end. */
  private install(): boolean {
    this.failure = null;
    this.updater?.quitAndInstall(false, true);
    return this.failure === null;
  }

  /** The library is wanted seldom and weighs more than the shell itself. */
  private async loaded(): Promise<AppUpdater> {
    if (this.updater) return this.updater;
    const { autoUpdater } = await import("electron-updater");
    if (TEST_BUILD) Object.assign(autoUpdater, { forceDevUpdateConfig: true, updateConfigPath: updatePlace() });
    autoUpdater.autoDownload = false;
    autoUpdater.autoInstallOnAppQuit = false;
    autoUpdater.requestHeaders = NOBODY;
    autoUpdater.logger = { info: () => {}, warn: this.log, error: this.log };
    autoUpdater.on("error", (error) => (this.failure = error));
    autoUpdater.on("download-progress", ({ percent }) => this.window.showProgress(percent / 100));
    autoUpdater.on("appimage-filename-updated", renamed);
    return (this.updater = autoUpdater);
  }

  private async say(what: string, more: string): Promise<void> {
    await this.ask(what, more, ["OK"]);
  }

  private ask(question: string, detail: string, answers: string[]): Promise<number> {
    this.told += 1;
    return ask(this.window.browser, question, detail, answers);
  }
}

/** The version about which the person said “Later”. */
function putOff(): unknown {
  return (readJson(shellState("updates")) as { putOff?: unknown } | null)?.putOff;
}

/** An AppImage has its version in its name; what starts at login must be the new one. */
function renamed(path: string): void {
  process.env["APPIMAGE"] = path;
  if (preferences().startsAtLogin) setPreference("startsAtLogin", true);
}

function reasonOf(error: unknown): string {
  const said = String(error);
  if (/sha512|checksum/i.test(said)) return "The download does not match what was announced.";
  if (/signature|not signed/i.test(said)) return "The download is not signed by the makers of Budget App.";
  if (/ENOSPC|EDQUOT/.test(said)) return "There is not enough space on the disk.";
  if (/net::|ENOTFOUND|ECONN|ETIMEDOUT/.test(said)) return "The update server could not be reached.";
  return "The update server gave an unexpected answer.";
}

const NO_NOTES = "There are no release notes.";
const RESTART = "Your data is saved first. Nothing restarts until you say so.";
const UNCHANGED = "Your version and your data are unchanged.";
