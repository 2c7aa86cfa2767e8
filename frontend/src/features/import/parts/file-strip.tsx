import { FileCheck2, FileSpreadsheet, FileX2, LoaderCircle, type LucideIcon, X } from "lucide-react";
import { cx } from "@/kit/cx";
import { count, formatPercent } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import type { DeskApi } from "../desk";
import type { Sheet } from "../sheets";

/** Where files are dropped, and the files that were. */
export function FileStrip({ desk }: { desk: DeskApi }) {
  return (
    <div className="drop">
      <Icon of={FileSpreadsheet} />
      <span className="ink2 trunc drop-words">Drop more files anywhere in this window</span>
      <ul className="drop-files" aria-label="Files on the desk">
        {desk.sheets.map((sheet) => (
          <li key={sheet.key}>
            <button
              type="button"
              className={cx("btn sm ghost", sheet.key === desk.current && "is-active")}
              aria-current={sheet.key === desk.current ? "true" : undefined}
              onClick={() => desk.show(sheet.key)}
            >
              <Icon of={signOf(sheet)} small className={sheet.stage.name} />
              <span className="trunc">{sheet.filename}</span>
              <Standing sheet={sheet} />
            </button>
            <IconButton
              icon={X}
              small
              label={`Put ${sheet.filename} away`}
              disabled={sheet.stage.name === "adding"}
              onClick={() => desk.putAway(sheet)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ sheet: { stage, filename, preview } }: { sheet: Sheet }) {
  switch (stage.name) {
    case "reading":
      return stage.share < 1 ? (
        <>
          <Progress label={`Reading ${filename}`} done={stage.share} total={1} thin className="drop-bar" />
          <span className="ink3 num">{formatPercent(stage.share)}</span>
        </>
      ) : (
        <span className="ink3">reading</span>
      );
    case "failed":
      return <span className="bad">not readable</span>;
    case "adding":
      return <span className="ink3">adding</span>;
    case "done":
      return <span className="ink3 num">{stage.result.added} added</span>;
    case "open":
      return <span className="ink3 num">{count(preview?.counts.new ?? 0, "new", "new")}</span>;
  }
}

function signOf({ stage }: Sheet): LucideIcon {
  if (stage.name === "failed") return FileX2;
  return stage.name === "reading" || stage.name === "adding" ? LoaderCircle : FileCheck2;
}
