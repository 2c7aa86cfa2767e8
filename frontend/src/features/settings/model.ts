/** The thinking of Settings: groups in the order the backend names them, and where a value comes from. */
import type { Setting } from "@/api/types";

export interface Named extends Setting {
  key: string;
}

export interface SettingGroup {
  name: string;
  about: string | null;
  settings: Named[];
}

const ABOUT: Readonly<Record<string, string>> = {
  Plaid: "The keys of the service that reaches banks. They stay on this computer.",
  AI: "Without a key nothing is ever sent. With one, only rows that no rule and no model decides.",
  Review: "When a row skips the review.",
};

export function groupSettings(settings: Readonly<Record<string, Setting>>): SettingGroup[] {
  const groups = new Map<string, SettingGroup>();
  for (const [key, setting] of Object.entries(settings)) {
    const group = groups.get(setting.group) ?? {
      name: setting.group,
      about: ABOUT[setting.group] ?? null,
      settings: [],
    };
    group.settings.push({ ...setting, key });
    groups.set(setting.group, group);
  }
  return [...groups.values()];
}

const SOURCES: Record<Setting["source"], string> = {
  database: "saved here",
  env: "from the environment",
  default: "as it comes",
  not_set: "not set",
};

export function sourceWords(setting: Setting): string {
  if (!setting.is_readable) return "cannot be read";
  return SOURCES[setting.source];
}

/** A choice as one says it: "system" is "System". */
export function choiceWords(choice: string): string {
  return choice.charAt(0).toUpperCase() + choice.slice(1);
}

/** What stands in the field first: a secret never does. */
export function firstText(setting: Setting): string {
  return setting.is_secret ? "" : (setting.value ?? "");
}
