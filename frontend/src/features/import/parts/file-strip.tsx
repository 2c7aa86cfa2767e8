import { FileCheck2, FileSpreadsheet, Files, FileX2, LoaderCircle, type LucideIcon, X } from "lucide-react";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count, formatCount, formatPercent } from "@/kit/words";
import { Button, IconButton, LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import type { DeskApi } from "../desk";
import { partOf, sheetName } from "../names";
import { needOf, standingOf, tellWaiting, together } from "../settled";
import type { Sheet } from "../sheets";
import "./file-strip.css";

/** Where files are dropped, and the sheets that came of them. */
export function FileStrip({ desk }: { desk: DeskApi }) {
  useShortcuts("Files", [
    { keys: "]", label: "Next file", isOn: desk.sheets.length > 1, run: () => desk.step(1) },
    { keys: "[", label: "Previous file", isOn: desk.sheets.length > 1, run: () => desk.step(-1) },
  ]);
  return (
    <div className={cx("drop", desk.sheets.length > 2 && "has-many")}>
      <Icon of={FileSpreadsheet} />
      <span className="ink2 trunc drop-words">Drop more files anywhere in this window</span>
      <ul className="drop-files" aria-label="Open files">
        {desk.sheets.map((sheet) => (
          <SheetTab key={sheet.key} sheet={sheet} desk={desk} />
        ))}
      </ul>
      {desk.sheets.length > 1 && <Everything desk={desk} />}
    </div>
  );
}

function SheetTab({ sheet, desk }: { sheet: Sheet; desk: DeskApi }) {
  const isShown = sheet.key === desk.current && !desk.isSummaryShown;
  const part = partOf(sheet);
  return (
    <li>
      <button
        type="button"
        className={cx("btn sm ghost", isShown && "is-active")}
        aria-current={isShown ? "true" : undefined}
        title={sheetName(sheet)}
        onClick={() => desk.show(sheet.key)}
      >
        <Icon of={signOf(sheet)} small className={sheet.stage.name} />
        <span className={cx("trunc", part !== null && "drop-name")}>{sheet.filename}</span>
        {part && <span className="trunc drop-part">· {part}</span>}
        <Standing sheet={sheet} />
      </button>
      <IconButton
        icon={X}
        small
        label={`Close ${sheetName(sheet)}`}
        disabled={sheet.stage.name === "adding"}
        onClick={() => desk.putAway(sheet)}
      />
    </li>
  );
}

/** All that lies on the desk, with one press. */
function Everything({ desk }: { desk: DeskApi }) {
  const all = together(desk.sheets);
  const waiting = tellWaiting(all);
  const isRunning = desk.run?.isOn ?? false;
  const isReady = waiting === null && !isRunning;
  const [asking] = all.asking;
  useShortcuts("Files", [
    { keys: "Mod+Shift+Enter", label: "Import all files", isOn: isReady, run: () => void desk.commitAll() },
  ]);
  const isOver = all.ready.length + all.asking.length === 0 && !all.isBusy;
  return (
    <div className="everything">
      {desk.run && (
        <Button small kind="ghost" icon={Files} aria-pressed={desk.isSummaryShown} onClick={desk.showSummary}>
          Summary
        </Button>
      )}
      {!isOver && !isRunning && (
        <>
          {asking && !all.isBusy ? (
            <LinkButton className="small" onClick={() => desk.show(asking.key)}>
              {waiting}
            </LinkButton>
          ) : (
            <span className="small ink3 nowrap" role="status">
              {waiting ?? count(all.rows, "transaction")}
            </span>
          )}
          <Button small keys="Mod+Shift+Enter" disabled={!isReady} onClick={() => void desk.commitAll()}>
            Import all{all.ready.length > 1 && ` ${formatCount(all.ready.length)}`}
          </Button>
        </>
      )}
    </div>
  );
}

function Standing({ sheet }: { sheet: Sheet }) {
  const { stage, preview } = sheet;
  switch (stage.name) {
    case "reading":
      return stage.share < 1 ? (
        <>
          <Progress
            label={`Reading ${sheet.filename}`}
            done={stage.share}
            total={1}
            thin
            className="drop-bar"
          />
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
      return <span className="ink3 num nowrap">{formatCount(stage.result.added)} added</span>;
    case "open":
      return (
        <span className={cx("num nowrap", standingOf(sheet) === "asks" ? "asks" : "ink3")}>
          {standingOf(sheet) === "asks" ? needOf(sheet) : count(preview?.counts.new ?? 0, "new", "new")}
        </span>
      );
  }
}

function signOf({ stage }: Sheet): LucideIcon {
  if (stage.name === "failed") return FileX2;
  return stage.name === "reading" || stage.name === "adding" ? LoaderCircle : FileCheck2;
}
