import { sentenceFor } from "@/api/errors";
import { INBOX_KINDS, type InboxKind } from "@/entities/inbox/kinds";
import { useSaveSettings } from "@/entities/settings/queries";
import { Checkbox } from "@/ui/checkbox";
import tableStyles from "@/ui/table.module.css";
import { toastFailure } from "@/ui/toast";
import { membersOf, type Named, toggled } from "../model";
import styles from "../settings.module.css";

const DESKTOP = "notices_on_desktop";

/** For each kind of notice: whether the inbox lists it, the desktop announces it, the weekly e-mail has it. */
export function NoticesPanel({ settings }: { settings: readonly Named[] }) {
  const save = useSaveSettings();
  const channels = settings.filter(({ kind }) => kind === "set");
  const kinds = (channels[0]?.choices ?? []) as InboxKind[];
  const change = async (setting: Named, kind: InboxKind) => {
    const value = toggled(setting.value, kind);
    if (setting.key === DESKTOP && membersOf(value).includes(kind) && !(await mayNotify()))
      return toastFailure(
        "This browser does not let Budget App show notifications. Allow them for this page.",
      );
    save.mutate({ [setting.key]: value }, { onError: (error) => toastFailure(sentenceFor(error)) });
  };
  return (
    <table className={styles.notices}>
      <caption className="visually-hidden">Where each kind of notice is shown</caption>
      <thead>
        <tr className={tableStyles.group}>
          <th scope="col">Notice</th>
          {channels.map((channel) => (
            <th scope="col" key={channel.key} title={channel.help}>
              {channel.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{INBOX_KINDS[kind].label}</th>
            {channels.map((channel) => (
              <td key={channel.key}>
                <Checkbox
                  label={`${INBOX_KINDS[kind].label}: ${channel.label.toLowerCase()}`}
                  checked={membersOf(channel.value).includes(kind)}
                  disabled={save.isPending}
                  onChange={() => void change(channel, kind)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The desktop app shows notifications itself; a browser asks the person first. */
async function mayNotify(): Promise<boolean> {
  if (window.budgetApp) return true;
  if (typeof Notification === "undefined") return false;
  return (await Notification.requestPermission()) === "granted";
}
