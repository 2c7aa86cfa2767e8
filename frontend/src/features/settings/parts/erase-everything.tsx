import { useMutation, useQuery } from "@tanstack/react-query";
import { Download, Eraser } from "lucide-react";
import { useState } from "react";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Erasable, ErasureReport } from "@/api/types";
import { formatMoment } from "@/kit/dates";
import { count, formatBytes } from "@/kit/words";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Check } from "@/ui/checkbox";
import { Confirm, Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { toastFailure } from "@/ui/toast";
import { reportText } from "../model";
import styles from "../settings.module.css";

const WORD = "ERASE";

/** Erases everything: asked twice, and answered with a report of what was there and is no more. */
export function EraseEverything() {
  const [step, setStep] = useState<"closed" | "word" | "sure">("closed");
  const [typed, setTyped] = useState("");
  const [withBackups, setWithBackups] = useState(true);
  const { data: there } = useQuery({
    queryKey: ["erasure"],
    queryFn: ({ signal }) => get<Erasable>("/api/erasure", { signal }),
    enabled: step !== "closed",
  });
  const erase = useMutation({
    mutationFn: () => post<ErasureReport>("/api/erasure", { confirmation: typed, with_backups: withBackups }),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => setStep("closed"),
  });
  const backups = there?.backups.length ?? 0;
  return (
    <div className={styles.setting}>
      <div className={styles.about}>
        <span className="medium">Erase everything</span>
        <p className="small muted">
          All accounts, transactions, documents and settings, for good. Download a backup first if you may
          want them again.
        </p>
      </div>
      <div className={styles.value}>
        <Button icon={Eraser} onClick={() => setStep("word")}>
          Erase everything…
        </Button>
      </div>
      <Dialog
        title="Erase everything?"
        isOpen={step === "word"}
        onClose={() => setStep("closed")}
        footer={
          <>
            <Button onClick={() => setStep("closed")}>Cancel</Button>
            <Button kind="danger" disabled={typed.trim() !== WORD || !there} onClick={() => setStep("sure")}>
              Continue
            </Button>
          </>
        }
      >
        <p>
          {there
            ? `${count(there.rows, "row")} of your data and ${count(there.documents, "document")} are erased. This cannot be undone.`
            : "Counting what there is…"}
        </p>
        {backups > 0 && (
          <Check checked={withBackups} onChange={(event) => setWithBackups(event.target.checked)}>
            Erase the {count(backups, "backup")} too; they hold the same data
          </Check>
        )}
        <Field label={`Type ${WORD} to continue`}>
          {(ids) => (
            <Input
              {...ids}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </Dialog>
      <Confirm
        title="Erase for good?"
        isOpen={step === "sure"}
        isDanger
        isBusy={erase.isPending}
        verb={erase.isPending ? "Erasing…" : "Erase everything"}
        refusal="Keep my data"
        onClose={() => setStep("closed")}
        onConfirm={() => erase.mutate()}
      >
        <p>
          Nothing brings it back
          {withBackups || !backups ? "." : `, except the ${count(backups, "backup")} that you keep.`}
        </p>
      </Confirm>
      {erase.data && <Report report={erase.data} />}
    </div>
  );
}

function Report({ report }: { report: ErasureReport }) {
  const rows = report.tables.reduce((sum, each) => sum + each.rows_before, 0);
  const left = report.tables.reduce((sum, each) => sum + each.rows_after, 0);
  // The app begins anew: everything that the page still shows is gone.
  const restart = () => window.location.assign("/");
  const address = `data:text/plain;charset=utf-8,${encodeURIComponent(reportText(report))}`;
  return (
    <Dialog
      title="Everything was erased"
      isOpen
      onClose={restart}
      footer={
        <>
          <a className={buttonStyles.button} href={address} download="erasure-report.txt">
            <Icon of={Download} />
            Download the report
          </a>
          <Button kind="primary" onClick={restart}>
            Done
          </Button>
        </>
      }
    >
      <ul>
        <li>
          {count(rows, "row")} of {count(report.tables.length, "table")}; {left} left
        </li>
        <li>
          {count(report.documents_erased, "document")} ({formatBytes(report.document_bytes)})
        </li>
        {report.compacted.map(({ file, bytes_before, bytes_after }) => (
          <li key={file}>
            {file} rewritten without deleted data: {formatBytes(bytes_before)} to {formatBytes(bytes_after)}
          </li>
        ))}
        <li>
          {report.backups_left.length
            ? `${count(report.backups_left.length, "backup")} still hold your data`
            : `${count(report.backups_erased.length, "backup")} erased`}
        </li>
      </ul>
      <p className="small muted">
        Erased {formatMoment(report.erased_at)}. Copies that you made elsewhere are not touched, and banks
        that you connected still list this app until you remove it there.
      </p>
    </Dialog>
  );
}
