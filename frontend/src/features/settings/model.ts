/** The groups of Settings, and where a value comes from. */
import type { ErasureReport, Setting } from "@/api/types";

/** What a person needs first. Other groups follow in the order of the backend. */
const FIRST_GROUPS = ["Appearance", "General", "Review", "Exchange rates", "Prices", "Second place"];

export interface Named extends Setting {
  key: string;
}

export interface SettingGroup {
  name: string;
  about: string | null;
  settings: Named[];
}

const ABOUT: Readonly<Record<string, string>> = {
  Plaid: "Keys for the service that connects to banks. They are kept encrypted.",
  AI: "Off unless you switch it on. Then only texts of merchants that nothing else knows are sent, when you ask.",
  Notices: "What the inbox notices, and where it is announced. E-mail also needs your mail server.",
  Review: "When a transaction skips review.",
  Prices: "For investments. Off unless you choose a source.",
  "Second place": "Backups on this computer are lost with it. Each one is encrypted before it leaves.",
  "Exchange rates": "For amounts in other currencies. Off unless you switch it on.",
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
  const rank = ({ name }: SettingGroup) => FIRST_GROUPS.indexOf(name) + 1 || FIRST_GROUPS.length + 1;
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

export function isBasic({ name }: SettingGroup): boolean {
  return FIRST_GROUPS.includes(name);
}

const SOURCES: Record<Setting["source"], string> = {
  database: "Saved",
  env: "Environment",
  default: "Default",
  not_set: "Not set",
};

export function sourceWords(setting: Setting): string {
  if (!setting.is_readable) return "Unreadable";
  return SOURCES[setting.source];
}

/** A choice as one says it: "system" is "System", "ecb" is the European Central Bank. */
export function choiceWords(choice: string): string {
  if (choice === "ecb") return "ECB";
  return choice.charAt(0).toUpperCase() + choice.slice(1);
}

/** What stands in the field first: a secret never does. */
export function firstText(setting: Setting): string {
  return setting.is_secret ? "" : (setting.value ?? "");
}

/** The members of a setting that is a set; "none" is one without any. */
export function membersOf(value: string | null): string[] {
  return !value || value === "none" ? [] : value.split(",");
}

/** The set with a member added or taken out, as it is saved. */
export function toggled(value: string | null, member: string): string {
  const before = membersOf(value);
  const now = before.includes(member) ? before.filter((each) => each !== member) : [...before, member];
  return now.join(",") || "none";
}

/** The report of an erasure as a text to keep. */
export function reportText(report: ErasureReport): string {
  const list = (title: string, lines: readonly string[]) => ["", title, ...(lines.length ? lines : ["none"])];
  return [
    `Erased on ${report.erased_at}`,
    ...list(
      "Rows before and after, by table",
      report.tables.map((each) => `${each.file}.${each.table}: ${each.rows_before}, ${each.rows_after}`),
    ),
    "",
    `Documents erased: ${report.documents_erased} (${report.document_bytes} bytes)`,
    `Imported files erased: ${report.imported_files_erased}`,
    ...list(
      "Data files rewritten without deleted data",
      report.compacted.map((each) => `${each.file}: ${each.bytes_before} to ${each.bytes_after} bytes`),
    ),
    ...list("Backups erased", report.backups_erased),
    ...list("Backups that still hold the data", report.backups_left),
    ...list("All files in the data folder now", report.remaining_files),
    "",
  ].join("\n");
}
