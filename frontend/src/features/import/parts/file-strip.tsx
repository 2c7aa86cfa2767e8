import { FileCheck2, FileSpreadsheet, Files, FileX2, LoaderCircle, type LucideIcon, X } from "lucide-react";
import { useBaseCurrency } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count, formatCount, formatPercent } from "@/kit/words";
import { Button, IconButton, LinkButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { partOf, sheetName } from "../names";
import { describeWaiting, needOf, readinessOf, summarizeReadiness } from "../readiness";
import type { Sheet } from "../store";
import { sheetsWithSuggestion } from "../suggested-accounts";
import type { ImportStore } from "../use-import-store";
import styles from "./file-strip.module.css";

/** Where files are dropped, and the sheets that came of them. */
export function FileStrip({ store }: { store: ImportStore }) {
  useShortcuts("Files", [
    { keys: "]", label: "Next file", isOn: store.sheets.length > 1, run: () => store.step(1) },
    { keys: "[", label: "Previous file", isOn: store.sheets.length > 1, run: () => store.step(-1) },
  ]);
  return (
    <div className={cx(styles.strip, store.sheets.length > 2 && styles.wrapped)}>
      <Icon of={FileSpreadsheet} />
      <span className={cx("secondary truncate", styles.words)}>Drop more files anywhere in this window</span>
      <ul className={styles.files} aria-label="Open files">
        {store.sheets.map((sheet) => (
          <SheetTab key={sheet.key} sheet={sheet} store={store} />
        ))}
      </ul>
      {store.sheets.length > 1 && <Everything store={store} />}
    </div>
  );
}

function SheetTab({ sheet, store }: { sheet: Sheet; store: ImportStore }) {
  const isShown = sheet.key === store.current && !store.isSummaryShown;
  const part = partOf(sheet);
  return (
    <li>
      <button
        type="button"
        className={cx(
          buttonStyles.button,
          buttonStyles.small,
          buttonStyles.ghost,
          isShown && buttonStyles.active,
        )}
        aria-current={isShown ? "true" : undefined}
        title={sheetName(sheet)}
        onClick={() => store.show(sheet.key)}
      >
        <Icon of={signOf(sheet)} small className={styles[sheet.stage.name]} />
        <span className={cx("truncate", part !== null && styles.name)}>{sheet.filename}</span>
        {part && <span className={cx("truncate", styles.part)}>· {part}</span>}
        <Readiness sheet={sheet} />
      </button>
      <IconButton
        icon={X}
        small
        label={`Close ${sheetName(sheet)}`}
        disabled={sheet.stage.name === "adding"}
        onClick={() => store.close(sheet)}
      />
    </li>
  );
}

/** All that lies open, with one press. */
function Everything({ store }: { store: ImportStore }) {
  const all = summarizeReadiness(store.sheets);
  const waiting = describeWaiting(all);
  const isRunning = store.run?.isOn ?? false;
  const isReady = waiting === null && !isRunning;
  const [asking] = all.asking;
  const base = useBaseCurrency();
  const suggested = sheetsWithSuggestion(store, base);
  useShortcuts("Files", [
    { keys: "Mod+Shift+Enter", label: "Import all files", isOn: isReady, run: () => void store.commitAll() },
  ]);
  const isOver = all.ready.length + all.asking.length === 0 && !all.isBusy;
  return (
    <div className={styles.all}>
      {store.run && (
        <Button
          small
          kind="ghost"
          icon={Files}
          aria-pressed={store.isSummaryShown}
          onClick={store.showSummary}
        >
          Summary
        </Button>
      )}
      {!isOver && !isRunning && (
        <>
          {suggested.length > 1 && (
            <Button small kind="ghost" onClick={() => store.acceptSuggestedAccounts(base)}>
              Use suggested accounts for all
            </Button>
          )}
          {asking && !all.isBusy ? (
            <LinkButton className="small" onClick={() => store.show(asking.key)}>
              {waiting}
            </LinkButton>
          ) : (
            <span className="small muted nowrap" role="status">
              {waiting ?? count(all.rows, "transaction")}
            </span>
          )}
          <Button small keys="Mod+Shift+Enter" disabled={!isReady} onClick={() => void store.commitAll()}>
            Import all{all.ready.length > 1 && ` ${formatCount(all.ready.length)}`}
          </Button>
        </>
      )}
    </div>
  );
}

function Readiness({ sheet }: { sheet: Sheet }) {
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
            className={styles.progress}
          />
          <span className="muted tabular">{formatPercent(stage.share)}</span>
        </>
      ) : (
        <span className="muted">reading</span>
      );
    case "failed":
      return <span className="danger-text">not readable</span>;
    case "adding":
      return <span className="muted">adding</span>;
    case "done":
      return <span className="muted tabular nowrap">{formatCount(stage.result.added)} added</span>;
    case "open":
      return (
        <span className={cx("tabular nowrap", readinessOf(sheet) === "asks" ? "warning-text" : "muted")}>
          {readinessOf(sheet) === "asks" ? needOf(sheet) : count(preview?.counts.new ?? 0, "new", "new")}
        </span>
      );
  }
}

function signOf({ stage }: Sheet): LucideIcon {
  if (stage.name === "failed") return FileX2;
  return stage.name === "reading" || stage.name === "adding" ? LoaderCircle : FileCheck2;
}
