import { Download, PackageOpen } from "lucide-react";
import type { ReactNode } from "react";
import { addressOf, type Params } from "@/api/client";
import type { AppInfo, Stats } from "@/api/types";
import { RestoreExport } from "@/entities/takeout/restore-export";
import { count } from "@/kit/words";
import { Icon, type LucideIcon } from "@/ui/icon";

const FORMATS = ["csv", "ofx", "qif", "json"] as const;

/** How to take everything along, how to bring it back, and transactions as other programs want them. */
export function TakeAlong({ app, stats }: { app: AppInfo; stats: Stats | undefined }) {
  return (
    <>
      <div className="setting">
        <div className="setting-about">
          <span className="med">Take everything along</span>
          <p className="small ink3">One file that can be read back on any computer. Secrets are not in it.</p>
        </div>
        <div className="setting-field">
          <FileLink icon={PackageOpen} path="/api/export">
            Export everything
          </FileLink>
        </div>
      </div>
      <div className="setting">
        <div className="setting-about">
          <span className="med">Bring everything back</span>
          <p className="small ink3">
            {app.is_empty
              ? "Reads such a file, all of it or nothing, and only while there is nothing here yet."
              : "Such a file is read only into an app with nothing in it, and this one holds data. Start the app on an empty data folder for it."}
          </p>
        </div>
        <div className="setting-field">
          <RestoreExport isPossible={app.is_empty} />
        </div>
      </div>
      <div className="setting">
        <div className="setting-about">
          <span className="med">For other programs</span>
          <p className="small ink3">
            {stats ? `${count(stats.total_transactions, "transaction")}, all in one file.` : ""}
          </p>
        </div>
        <div className="setting-field hstack folder">
          {FORMATS.map((format) => (
            <FileLink key={format} icon={Download} path="/api/transactions/export" params={{ format }}>
              {format.toUpperCase()}
              <span className="sr"> of all transactions</span>
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
    <a className="btn" href={addressOf(path, params)} download>
      <Icon of={icon} />
      {children}
    </a>
  );
}
