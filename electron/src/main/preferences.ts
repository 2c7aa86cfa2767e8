/** What the person chose for the shell itself; it belongs to this computer, not to the data. */
import { app } from "electron";
import { existsSync, mkdirSync, unlinkSync, writeFileSync } from "fs";
import { dirname, join } from "path";
import type { Preferences } from "../shared/bridge";
import { readJson, writeJson } from "./json-file";
import { shellState } from "./paths";

/** The word by which the app is started when the person logs in: no window, only the tray. */
export const HIDDEN = "--hidden";

export function preferences(): Preferences {
  const { watchesDownloads, looksForUpdates } = kept();
  return {
    startsAtLogin: startsAtLogin(),
    watchesDownloads: watchesDownloads === true,
    looksForUpdates: looksForUpdates !== false,
  };
}

export function setPreference(name: keyof Preferences, isOn: boolean): Preferences {
  if (name === "startsAtLogin") startAtLogin(isOn);
  else writeJson(shellState("preferences"), { ...kept(), [name]: isOn });
  return preferences();
}

function kept(): Record<string, unknown> {
  const found = readJson(shellState("preferences"));
  return found !== null && typeof found === "object" ? { ...found } : {};
}

// The system itself remembers what starts at login, so that its own settings and ours never disagree.
function startsAtLogin(): boolean {
  return process.platform === "linux" ? existsSync(autostartEntry()) : app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin;
}

function startAtLogin(isOn: boolean): void {
  if (process.platform !== "linux") app.setLoginItemSettings({ openAtLogin: isOn, args: [HIDDEN] });
  else if (!isOn) {
    if (startsAtLogin()) unlinkSync(autostartEntry());
  }
  else {
    mkdirSync(dirname(autostartEntry()), { recursive: true });
    writeFileSync(autostartEntry(), desktopEntry());
  }
}

function autostartEntry(): string {
  return join(app.getPath("appData"), "autostart", "budget-app.desktop");
}

function desktopEntry(): string {
  // An AppImage runs from a place that changes; it says itself where it lies.
  const program = process.env["APPIMAGE"] ?? process.execPath;
  const started = app.isPackaged ? [program, HIDDEN] : [program, app.getAppPath(), HIDDEN];
  const command = started.map((word) => `"${word.replace(/(["\\$`])/g, "\\$1").replace(/%/g, "%%")}"`).join(" ");
  return `[Desktop Entry]\nType=Application\nName=Budget App\nExec=${command}\nX-GNOME-Autostart-enabled=true\n`;
}
