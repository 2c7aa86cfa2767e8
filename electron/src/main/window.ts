/** The one window: where it was, what it shows, and what closing it means. */
import { BrowserWindow, type Rectangle, screen } from "electron";
import type { OpenedFile, Status } from "../shared/bridge";
import { Channel } from "../shared/bridge";
import { readJson, writeJson } from "./json-file";
import { built, icon, shellState } from "./paths";

const SIZE = { width: 1280, height: 820 };
const LEAST = { width: 480, height: 480 };

export class AppWindow {
  readonly browser: BrowserWindow;
  /** Asked each time it is about to be closed; says whether it may. */
  mayClose: () => boolean = () => true;
  private status: Status = { kind: "starting", text: "Starting…" };

  constructor() {
    this.browser = new BrowserWindow({
      ...SIZE,
      ...lastPlace(),
      minWidth: LEAST.width,
      minHeight: LEAST.height,
      show: false,
      title: "Budget App",
      icon: icon("icon.png"),
      backgroundColor: "#ffffff",
      webPreferences: {
        preload: built("preload.js"),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        ...OLD_ELECTRON,
      },
    });
    this.browser.on("close", (event) => {
      this.keepPlace();
      if (!this.mayClose()) event.preventDefault();
    });
  }

  /** Show the first screen with this on it. */
  async tell(status: Status): Promise<void> {
    this.status = status;
    if (!this.browser.webContents.getURL().startsWith("file:")) await this.browser.loadFile(built("splash.html"));
    this.browser.webContents.send(Channel.status, status);
  }

  /** The first screen came up and asks what to show. */
  repeat(): void {
    this.browser.webContents.send(Channel.status, this.status);
  }

  /** Show the page. A page that is on its way elsewhere already is not an error. */
  async open(url: string): Promise<void> {
    await this.browser.loadURL(url).catch((error: { code?: string }) => {
      if (error.code !== "ERR_ABORTED") throw error;
    });
  }

  /** Bring it before the person's eyes. */
  show(): void {
    if (this.browser.isMinimized()) this.browser.restore();
    this.browser.show();
    this.browser.focus();
  }

  hide(): void {
    this.keepPlace();
    this.browser.hide();
  }

  isSeen(): boolean {
    return this.browser.isVisible() && !this.browser.isMinimized();
  }

  /** Show on the app's icon how much of something is done, null when it is over. */
  showProgress(share: number | null): void {
    if (!this.browser.isDestroyed()) this.browser.setProgressBar(share ?? -1);
  }

  hand(files: OpenedFile[]): void {
    this.browser.webContents.send(Channel.files, files);
  }

  private keepPlace(): void {
    const isMaximized = this.browser.isMaximized();
    writeJson(shellState("window"), { ...this.browser.getNormalBounds(), isMaximized });
  }
}

/** Electron 9, in which the tests run, has the remote module on unless it is told. */
const OLD_ELECTRON = { enableRemoteModule: false } as object;

/** Where the window was, if that place is still on a screen. */
function lastPlace(): Partial<Rectangle> {
  const kept = readJson(shellState("window")) as Partial<Rectangle> | null;
  if (kept === null || typeof kept !== "object") return {};
  const { x, y, width, height } = kept;
  if (![x, y, width, height].every(Number.isFinite)) return {};
  const place = { x, y, width, height } as Rectangle;
  if (place.width < LEAST.width || place.height < LEAST.height) return {};
  const isOnScreen = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, place));
  return isOnScreen ? place : { width: place.width, height: place.height };
}

/** Whether enough of the place is inside the area to be taken hold of. */
function overlaps(area: Rectangle, place: Rectangle): boolean {
  const width = Math.min(area.x + area.width, place.x + place.width) - Math.max(area.x, place.x);
  const height = Math.min(area.y + area.height, place.y + place.height) - Math.max(area.y, place.y);
  return width >= 100 && height >= 100;
}
