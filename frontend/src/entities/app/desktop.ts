/** What the desktop window lets its page ask; in a browser there is none. */

export interface DesktopPreferences {
  startsAtLogin: boolean;
  watchesDownloads: boolean;
}

export interface Desktop {
  readonly platform: string;
  preferences(): Promise<DesktopPreferences>;
  setPreference(name: keyof DesktopPreferences, isOn: boolean): Promise<DesktopPreferences>;
}

declare global {
  interface Window {
    /** Put here by the desktop window before the page starts. */
    readonly budgetApp?: Desktop;
  }
}
