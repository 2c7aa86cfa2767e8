/** What the desktop window lets its page ask; in a browser there is none. */

export type DesktopPreference = "startsAtLogin" | "watchesDownloads" | "looksForUpdates";

/** What the window keeps; one of an earlier version keeps less. */
export type DesktopPreferences = Readonly<Partial<Record<DesktopPreference, boolean>>>;

export interface Desktop {
  readonly platform: string;
  preferences(): Promise<DesktopPreferences>;
  setPreference(name: DesktopPreference, isOn: boolean): Promise<DesktopPreferences>;
}

declare global {
  interface Window {
    /** Put here by the desktop window before the page starts. */
    readonly budgetApp?: Desktop;
  }
}
