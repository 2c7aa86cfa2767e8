import { CircleX, FileUp, History, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { takeFiles, useWaitingFiles } from "@/entities/files/dropped";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { EmptyState, LoadingRows } from "@/ui/faces";
import { PageHeader } from "@/ui/page-header";
import { type DeskApi, useDesk } from "./desk";
import { CommitBar } from "./parts/commit-bar";
import { FileHead } from "./parts/file-head";
import { FileStrip } from "./parts/file-strip";
import { ImportHistory } from "./parts/history";
import { Lines } from "./parts/lines";
import { Result } from "./parts/result";
import { currentOf, type Sheet } from "./sheets";
import "./import.css";

const KINDS = ".csv,.tsv,.txt,.ofx,.qfx,.qif,.xml,.camt,.sta,.mt940,.940";

/** Files become rows: what each line is, what will happen to it and why, and only then the adding. */
export default function ImportPage() {
  const desk = useDesk();
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const choose = () => chooser.current?.click();
  const waiting = useWaitingFiles();
  // Who comes from an account means that account, whatever the file looks like.
  const account = useSearchParams()[0].get("account_id");
  const { add } = desk;
  useEffect(() => {
    if (waiting.length) add(takeFiles(), account);
  }, [waiting, add, account]);
  useShortcuts("Import", [{ keys: "o", label: "Choose files", run: choose }]);
  const sheet = currentOf(desk);

  return (
    <>
      <PageHeader title="Import" about="CSV files of any bank">
        <span className="grow" />
        <Button
          icon={History}
          className="hist-button"
          aria-expanded={isHistoryOpen}
          onClick={() => setHistoryOpen((now) => !now)}
        >
          History
        </Button>
        <Button icon={Upload} data-key="o" onClick={choose}>
          Choose files
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={KINDS}
          aria-label="Statement files"
          onChange={(event) => {
            add([...(event.target.files ?? [])], account);
            event.target.value = "";
          }}
        />
      </PageHeader>
      <div className="split">
        <div className="list">
          {desk.sheets.length > 0 && <FileStrip desk={desk} />}
          {sheet ? (
            <OneSheet key={sheet.key} sheet={sheet} desk={desk} />
          ) : (
            <div className="drop-big">
              {" "}
              <EmptyState
                icon={FileUp}
                title="Drop statements here"
                act={
                  <Button kind="primary" onClick={choose}>
                    Choose files
                  </Button>
                }
              >
                CSV files of any bank, several at once. You see every line and its fate before anything is
                added.
              </EmptyState>
            </div>
          )}
        </div>
        <ImportHistory desk={desk} isOpen={isHistoryOpen} onClose={() => setHistoryOpen(false)} />
      </div>
    </>
  );
}

function OneSheet({ sheet, desk }: { sheet: Sheet; desk: DeskApi }) {
  const { stage, preview } = sheet;
  if (stage.name === "reading") return <LoadingRows label={`Reading ${sheet.filename}`} />;
  if (stage.name === "failed")
    return (
      <div role="alert">
        <EmptyState
          icon={CircleX}
          title={`${sheet.filename} could not be read`}
          act={<Button onClick={() => desk.putAway(sheet)}>Put it away</Button>}
        >
          {stage.sentence}
        </EmptyState>
      </div>
    );
  if (stage.name === "done") return <Result sheet={sheet} result={stage.result} desk={desk} />;
  if (!preview) return null;
  return (
    <>
      <FileHead sheet={sheet} preview={preview} desk={desk} />
      <Lines sheet={sheet} preview={preview} desk={desk} />
      <CommitBar sheet={sheet} preview={preview} desk={desk} />
    </>
  );
}
