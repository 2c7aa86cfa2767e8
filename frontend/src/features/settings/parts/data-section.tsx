import { FolderOpen, Lock, ShieldAlert, Trash2 } from "lucide-react";
import { Link } from "react-router";
import type { AppInfo, Stats } from "@/api/types";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { toast, toastFailure } from "@/ui/toast";
import { useSecrets } from "../queries";
import styles from "../settings.module.css";
import { AdoptionNotice } from "./adoption-notice";
import { BackupsPanel } from "./backups-panel";
import { EraseEverything } from "./erase-everything";
import { TakeAlong } from "./take-along";

const PLACES = {
  keychain: "The encryption key is in this computer's keychain.",
  file: "The encryption key is in a file only you can read.",
} as const;

/** Where the data lies, how secrets are kept, and how to take everything along. */
export function DataSection({ app, stats }: { app: AppInfo; stats: Stats | undefined }) {
  const secrets = useSecrets().data;
  return (
    <section className={styles.group} aria-labelledby="h-data">
      <h2 id="h-data">Your data</h2>
      {secrets?.warning && (
        <Notice icon={ShieldAlert} kind="warn">
          {secrets.warning}
        </Notice>
      )}
      <AdoptionNotice app={app} />
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Data folder</span>
          <p className="small muted">
            Contains everything: transactions, rules, budgets, settings and backups.
          </p>
        </div>
        <div className={cx(styles.value, "inline-row", styles.folder)}>
          <Icon of={FolderOpen} />
          <code className={styles.path}>{app.data_folder}</code>
          <Button small onClick={() => void copyText(app.data_folder)}>
            Copy
          </Button>
        </div>
      </div>
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Secrets</span>
          <p className="small muted">Keys are stored encrypted.</p>
        </div>
        <div className={cx(styles.value, "inline-row")}>
          <Icon of={Lock} />
          {secrets && PLACES[secrets.storage]}
        </div>
      </div>
      {!app.is_demo && <BackupsPanel />}
      <TakeAlong app={app} stats={stats} />
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Deleted transactions</span>
          <p className="small muted">Kept until you delete them permanently.</p>
        </div>
        <div className={styles.value}>
          <Link className={buttonStyles.button} to="/deleted-transactions">
            <Icon of={Trash2} />
            {stats?.deleted ? count(stats.deleted, "deleted transaction") : "Deleted transactions"}
          </Link>
        </div>
      </div>
      {!app.is_demo && <EraseEverything />}
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
