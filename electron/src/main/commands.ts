/** What menus, tray and notices can do. Each says its result to the person itself. */
import type { Preferences } from "../shared/bridge";
import type { Kind } from "./exporting";

export interface Commands {
  open(): void;
  openPage(path: string): void;
  sync(): void;
  importFiles(): void;
  exportFile(kind: Kind): void;
  showDataFolder(): void;
  showLog(): void;
  about(): void;
  lookForUpdates(): void;
  preferences(): Preferences;
  setPreference(name: keyof Preferences, isOn: boolean): void;
}
