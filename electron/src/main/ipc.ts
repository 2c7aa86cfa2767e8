/** What the window's contents may ask of the shell. Each question is answered to one asker only, at the top frame. */
import { app, ipcMain, type IpcMainInvokeEvent } from "electron";
import { pathToFileURL } from "url";
import { Channel, type Preferences } from "../shared/bridge";
import type { Actions } from "./actions";
import type { Backend } from "./backend";
import type { Lifecycle } from "./lifecycle";
import { built } from "./paths";
import type { AppWindow } from "./window";

export function answerQuestions(act: Actions, window: AppWindow, lifecycle: Lifecycle, backend: Backend): void {
  const splash = pathToFileURL(built("splash.html")).href;
  const fromSplash = (event: IpcMainInvokeEvent) => askedBy(event) === splash;
  const fromPage = (event: IpcMainInvokeEvent) => {
    const url = askedBy(event);
    return url !== null && backend.running !== null && new URL(url).origin === backend.running.origin;
  };
  on(Channel.splashReady, fromSplash, () => window.repeat());
  on(Channel.retry, fromSplash, () => lifecycle.retry());
  on(Channel.mend, fromSplash, () => lifecycle.mend());
  on(Channel.showLog, fromSplash, () => act.showLog());
  on(Channel.quit, fromSplash, () => app.quit());
  on(Channel.preferences, fromPage, () => act.preferences());
  on(Channel.setPreference, fromPage, (name, isOn) => {
    if (!isPreference(name) || typeof isOn !== "boolean") throw new Error(REFUSED);
    return act.setPreference(name, isOn);
  });
}

function isPreference(name: unknown): name is keyof Preferences {
  return name === "startsAtLogin" || name === "watchesDownloads" || name === "looksForUpdates";
}

const REFUSED = "This request is not allowed.";

function on(
  channel: string,
  isAllowed: (event: IpcMainInvokeEvent) => boolean,
  answer: (...words: unknown[]) => unknown,
): void {
  ipcMain.handle(channel, (event, ...words: unknown[]) => {
    if (!isAllowed(event)) throw new Error(REFUSED);
    return answer(...words);
  });
}

/** The address of the asking document, null if it is not the top one of its window. */
function askedBy(event: IpcMainInvokeEvent): string | null {
  // Electron 9 knows no frames here; its page cannot hold any, by its own policy.
  const frame = event.senderFrame;
  if (frame === undefined) return event.sender.getURL();
  return frame && frame.parent === null ? frame.url : null;
}
