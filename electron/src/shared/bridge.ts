/** All that the shell and what it shows may say to each other. What is not here cannot be said. */

/** What the first screen shows while the app starts, and when it could not. */
export type Status =
  | { kind: "starting"; text: string }
  | { kind: "failed"; title: string; message: string; log: string; offer: Way | null };

/** What can take the place of damaged data, in the words of a button. An empty file is never the first choice. */
export interface Way {
  readonly words: string;
  readonly isFirst: boolean;
}

export interface Preferences {
  /** Whether the app starts, in the tray only, when the person logs in. */
  startsAtLogin: boolean;
  /** Whether statements that appear in the downloads are offered for import. */
  watchesDownloads: boolean;
  /** Whether the app looks for newer versions by itself. */
  looksForUpdates: boolean;
}

/** `window.budgetApp` on the first screen. */
export interface SplashBridge {
  onStatus(show: (status: Status) => void): void;
  retry(): void;
  mend(): void;
  showLog(): void;
  quit(): void;
}

/** `window.budgetApp` on the page. */
export interface PageBridge {
  readonly platform: string;
  preferences(): Promise<Preferences>;
  setPreference(name: keyof Preferences, isOn: boolean): Promise<Preferences>;
}

/** A statement that was opened with the app; it reaches the page as if it had been dropped there. */
export interface OpenedFile {
  name: string;
  content: Uint8Array;
}

export const Channel = {
  status: "splash:status",
  splashReady: "splash:ready",
  retry: "splash:retry",
  mend: "splash:mend",
  showLog: "splash:show-log",
  quit: "splash:quit",
  preferences: "page:preferences",
  setPreference: "page:set-preference",
  files: "page:files",
} as const;
