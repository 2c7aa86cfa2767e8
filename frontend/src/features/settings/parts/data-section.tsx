import { FolderOpen, History, Lock, ShieldAlert, Trash2 } from "lucide-react";
import { Link } from "react-router";
import type { AppInfo, Stats } from "@/api/types";
import { formatMoment } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/faces";
import { Icon } from "@/ui/icon";
import { toast, toastFailure } from "@/ui/toast";
import { useBackups, useSecrets } from "../queries";
import { AdoptionNotice } from "./adoption-notice";
import { TakeAlong } from "./take-along";

const PLACES = {
  keychain: "The encryption key is in this computer's keychain.",
  file: "The encryption key is in a file only you can read.",
} as const;

/** Where the data lies, how secrets are kept, and how to take everything along. */
export function DataSection({ app, stats }: { app: AppInfo; stats: Stats | undefined }) {
  const secrets = useSecrets().data;
  const backups = useBackups().data;
  return (
    <section className="settings-group" aria-labelledby="h-data">
      <h2 id="h-data">Your data</h2>
      {secrets?.warning && (
        <Notice icon={ShieldAlert} kind="warn">
          {secrets.warning}
        </Notice>
      )}
      <AdoptionNotice app={app} />
      <div className="setting">
        <div className="setting-about">
          <span className="med">Data folder</span>
          <p className="small ink3">
            Contains everything: transactions, rules, budgets, settings and backups.
          </p>
        </div>
        <div className="setting-field hstack folder">
          <Icon of={FolderOpen} />
          <code className="folder-path">{app.data_folder}</code>
          <Button small onClick={() => void copyText(app.data_folder)}>
            Copy
          </Button>
        </div>
      </div>
      <div className="setting">
        <div className="setting-about">
          <span className="med">Last backup</span>
          <p className="small ink3">Made daily when something changed, in the folder “backups”.</p>
        </div>
        <div className="setting-field hstack">
          <Icon of={History} />
          {backups && (backups.last_at ? formatMoment(backups.last_at) : "None yet")}
        </div>
      </div>
      <div className="setting">
        <div className="setting-about">
          <span className="med">Secrets</span>
          <p className="small ink3">Keys are stored encrypted.</p>
        </div>
        <div className="setting-field hstack">
          <Icon of={Lock} />
          {secrets && PLACES[secrets.storage]}
        </div>
      </div>
      <TakeAlong app={app} stats={stats} />
      <div className="setting">
        <div className="setting-about">
          <span className="med">Deleted transactions</span>
          <p className="small ink3">Kept until you delete them permanently.</p>
        </div>
        <div className="setting-field">
          <Link className="btn" to="/deleted-transactions">
            <Icon of={Trash2} />
            {stats?.deleted ? count(stats.deleted, "deleted transaction") : "Deleted transactions"}
          </Link>
        </div>
      </div>
    </section>
  );
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toastFailure("The clipboard is not available. Select the text and copy it.");
  }
}
