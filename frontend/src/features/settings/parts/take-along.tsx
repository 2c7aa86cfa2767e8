import { Download, PackageOpen } from "lucide-react";
import type { ReactNode } from "react";
import { addressOf, type Params } from "@/api/client";
import type { AppInfo, Stats } from "@/api/types";
import { RestoreExport } from "@/entities/takeout/restore-export";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import buttonStyles from "@/ui/button.module.css";
import { Icon, type LucideIcon } from "@/ui/icon";
import styles from "../settings.module.css";

const FORMATS = [
  { format: "csv", name: "CSV" },
  { format: "xlsx", name: "Excel (XLSX)" },
  { format: "ofx", name: "OFX" },
  { format: "qif", name: "QIF" },
  { format: "json", name: "JSON" },
  { format: "beancount", name: "beancount" },
  { format: "hledger", name: "hledger" },
] as const;

/** How to take everything along, how to bring it back, and transactions as other programs want them. */
export function TakeAlong({ app, stats }: { app: AppInfo; stats: Stats | undefined }) {
  return (
    <>
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Back up</span>
          <p className="small muted">
            One file with everything except secrets. It can be restored on any computer.
          </p>
        </div>
        <div className={styles.value}>
          <FileLink icon={PackageOpen} path="/api/export">
            Download backup
          </FileLink>
        </div>
      </div>
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Restore</span>
          <p className="small muted">
            {app.is_empty
              ? "Restores a backup file. Possible while there is no data here."
              : "A backup file can only be restored into an empty data folder, and this one has data."}
          </p>
        </div>
        <div className={styles.value}>
          <RestoreExport isPossible={app.is_empty} />
        </div>
      </div>
      <div className={styles.setting}>
        <div className={styles.about}>
          <span className="medium">Export</span>
          <p className="small muted">
            {stats
              ? `${count(stats.total_transactions, "transaction")} in one file, for other programs.`
              : ""}
          </p>
        </div>
        <div className={cx(styles.value, "inline-row", styles.folder)}>
          {FORMATS.map(({ format, name }) => (
            <FileLink key={format} icon={Download} path="/api/transactions/export" params={{ format }}>
              {name}
              <span className="visually-hidden"> of all transactions</span>
            </FileLink>
          ))}
        </div>
      </div>
    </>
  );
}

interface LinkProps {
  icon: LucideIcon;
  path: string;
  params?: Params;
  children: ReactNode;
}

function FileLink({ icon, path, params, children }: LinkProps) {
  return (
    <a className={buttonStyles.button} href={addressOf(path, params)} download>
      <Icon of={icon} />
      {children}
    </a>
  );
}
