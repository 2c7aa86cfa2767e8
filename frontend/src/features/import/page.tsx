import { CircleX, FileUp, FolderOpen, History, Upload } from "lucide-react";
import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { fullName } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { takeFiles, useWaitingFiles } from "@/entities/files/dropped";
import { BOOK_KINDS, STATEMENT_KINDS, STATEMENT_WORDS } from "@/entities/files/kinds";
import { cx } from "@/kit/cx";
import { createStore, useStore } from "@/kit/store";
import { useIsWide } from "@/kit/use-media";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button, LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { chooseFolder, useArchive } from "./archive-actions";
import styles from "./import.module.css";
import { useMoving } from "./moving-in";
import { sheetName } from "./names";
import archiveStyles from "./parts/archive.module.css";
import { ArchiveView } from "./parts/archive-view";
import { CommitBar } from "./parts/commit-bar";
import { CoverageView } from "./parts/coverage-view";
import { FileHead } from "./parts/file-head";
import { FileStrip } from "./parts/file-strip";
import fileStripStyles from "./parts/file-strip.module.css";
import { ImportHistory } from "./parts/history";
import { Lines } from "./parts/lines";
import { MovingInView } from "./parts/moving-in-view";
import { PendingPreviews } from "./parts/pending-previews";
import { Result } from "./parts/result";
import { Summary } from "./parts/summary";
import { currentOf, type Sheet } from "./store";
import { type ImportStore, useImportStore } from "./use-import-store";

// The types of React do not know it yet.
const A_FOLDER = { webkitdirectory: "" };

/** Whether the history is open; null while nobody chose: then it is open where there is room beside the lines. */
const historyChoice = createStore<boolean | null>(null);

/** Files become rows: what each line is, what will happen to it and why, and only then the adding. */
export default function ImportPage() {
  const store = useImportStore();
  const isWide = useIsWide();
  const isHistoryOpen = useStore(historyChoice) ?? isWide;
  const setHistoryOpen = (isOpen: boolean) => historyChoice.set(() => isOpen);
  const chooser = useRef<HTMLInputElement>(null);
  const folderChooser = useRef<HTMLInputElement>(null);
  const choose = () => chooser.current?.click();
  const chooseOld = () => folderChooser.current?.click();
  const archive = useArchive();
  const moving = useMoving();
  const isWaiting = useWaitingFiles("import");
  // Who comes from an account means that account, whatever the file looks like.
  const [address] = useSearchParams();
  const account = address.get("account_id");
  const isCoverage = address.get("view") === "coverage";
  const navigate = useNavigate();
  const { add, restore } = store;
  useEffect(restore, [restore]);
  useEffect(() => {
    if (isWaiting) add(takeFiles("import"), account);
  }, [isWaiting, add, account]);
  useShortcuts("Import", [
    { keys: "o", label: "Choose files", run: choose },
    { keys: "Shift+o", label: "Import a folder of old files", run: chooseOld },
  ]);
  const sheet = currentOf(store);

  return (
    <>
      <PageHeader title="Import" about={isCoverage ? undefined : "Statements of any bank"}>
        <Tabs
          label="Views of Import"
          tabs={[
            {
              label: "Files",
              to: "/import",
              isCurrent: !isCoverage,
              count: store.sheets.length || undefined,
            },
            { label: "Coverage", to: "/import?view=coverage", isCurrent: isCoverage },
          ]}
        />
        <span className="grow" />
        {!isCoverage && (
          <Button
            icon={History}
            aria-expanded={isHistoryOpen}
            aria-label="History"
            onClick={() => setHistoryOpen(!isHistoryOpen)}
          >
            <span className="hide-on-phone">History</span>
          </Button>
        )}
        <Button icon={Upload} data-key="o" aria-label="Choose files" onClick={choose}>
          <span className="hide-on-phone">Choose files</span>
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={`${STATEMENT_KINDS},${BOOK_KINDS}`}
          aria-label="Statement files"
          onChange={(event) => {
            add([...(event.target.files ?? [])], account);
            event.target.value = "";
            if (isCoverage) void navigate("/import");
          }}
        />
        <input
          ref={folderChooser}
          type="file"
          multiple
          hidden
          {...A_FOLDER}
          aria-label="Folder of old files"
          onChange={(event) => {
            void chooseFolder([...(event.target.files ?? [])]);
            event.target.value = "";
            if (isCoverage) void navigate("/import");
          }}
        />
      </PageHeader>
      {isCoverage ? (
        <CoverageView />
      ) : (
        <div className={layoutStyles.split}>
          <div className={cx(layoutStyles.main, styles.workspace)}>
            {!archive && !moving && <PendingPreviews store={store} />}
            {store.sheets.length > 0 && <FileStrip store={store} />}
            {moving ? (
              <MovingInView key={moving.book.id} moving={moving} />
            ) : archive ? (
              <ArchiveView archive={archive} />
            ) : store.run && store.isSummaryShown ? (
              <Summary run={store.run} store={store} />
            ) : sheet ? (
              <OneSheet key={sheet.key} sheet={sheet} store={store} />
            ) : (
              <NoFiles account={account} onChoose={choose} onChooseFolder={chooseOld} />
            )}
          </div>
          <ImportHistory store={store} isOpen={isHistoryOpen} onClose={() => setHistoryOpen(false)} />
        </div>
      )}
    </>
  );
}

function NoFiles({
  account,
  onChoose,
  onChooseFolder,
}: {
  account: string | null;
  onChoose: () => void;
  onChooseFolder: () => void;
}) {
  const meant = useAccounts().data?.find(({ id }) => String(id) === account);
  return (
    <div className={fileStripStyles.dropZone}>
      <EmptyState
        icon={FileUp}
        title={meant ? `Drop statements for ${fullName(meant)} here` : "Drop statements here"}
        act={
          <>
            <Button kind="primary" onClick={onChoose}>
              Choose files
            </Button>
            {!meant && (
              <LinkButton className={archiveStyles.folderLink} onClick={onChooseFolder}>
                <Icon of={FolderOpen} />
                Import a folder of old files
              </LinkButton>
            )}
          </>
        }
      >
        {STATEMENT_WORDS} from any bank, several at once, or everything from another program such as YNAB,
        Actual or GnuCash. You review it before anything is added.
      </EmptyState>
    </div>
  );
}

function OneSheet({ sheet, store }: { sheet: Sheet; store: ImportStore }) {
  const { stage, preview } = sheet;
  const navigate = useNavigate();
  if (stage.name === "reading") return <LoadingRows label={`Reading ${sheet.filename}`} />;
  if (stage.name === "failed")
    return (
      <div role="alert">
        <EmptyState
          icon={CircleX}
          title={`${sheetName(sheet)} could not be read`}
          act={
            <>
              <Button onClick={() => store.close(sheet)}>Close</Button>
              <Button onClick={() => void navigate("/investments/import")}>Import broker file</Button>
            </>
          }
        >
          {stage.sentence}
        </EmptyState>
      </div>
    );
  if (stage.name === "done") return <Result sheet={sheet} result={stage.result} store={store} />;
  if (!preview) return null;
  return (
    <>
      <FileHead sheet={sheet} preview={preview} store={store} />
      <Lines sheet={sheet} preview={preview} store={store} />
      <CommitBar sheet={sheet} preview={preview} store={store} />
    </>
  );
}
