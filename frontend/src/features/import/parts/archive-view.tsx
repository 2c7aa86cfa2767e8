import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, FolderOpen, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Archived } from "@/api/types";
import { cx } from "@/kit/cx";
import { count, formatPercent, listOf } from "@/kit/words";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import pillStyles from "@/ui/pill.module.css";
import { Progress } from "@/ui/progress";
import { EmptyState, LoadingRows } from "@/ui/states";
import { type Archive, describeArchive, describeRefused, sumOfTables, unreadLines } from "../archive";
import { closeArchive, importArchive } from "../archive-actions";
import styles from "../import.module.css";
import { listNotAdded } from "../model";
import archiveStyles from "./archive.module.css";
import { ArchiveTable } from "./archive-table";
import fileStripStyles from "./file-strip.module.css";
import { UndoImport } from "./undo-import";

/** A folder of old files: what it would become, table by table, and then what it became. */
export function ArchiveView({ archive }: { archive: Archive }) {
  const { title, files, stage } = archive;
  if (stage.name === "failed")
    return (
      <div role="alert">
        <EmptyState
          icon={CircleX}
          title={`${title} could not be read`}
          act={<Button onClick={closeArchive}>Close</Button>}
        >
          {stage.sentence}
        </EmptyState>
      </div>
    );
  if (stage.name === "looking") {
    const words = stage.share < 1 ? `Sending, ${formatPercent(stage.share)}` : "Reading every file";
    return (
      <section className={cx("scroll-area", archiveStyles.archive)} aria-label={`Folder ${title}`}>
        <div className={archiveStyles.head} role="status">
          <Icon of={LoaderCircle} className={fileStripStyles.adding} />
          <h2 className="truncate">
            {title}: {words}
          </h2>
        </div>
        <p className="secondary">{count(files.length, "file")}. Nothing has been added yet.</p>
        <div className={cx("inline-row", archiveStyles.actions)}>
          <Progress label="Files sent" done={stage.share} total={1} className="grow" />
          <Button small onClick={closeArchive}>
            Stop
          </Button>
        </div>
        <LoadingRows rows={8} label="Reading the files" />
      </section>
    );
  }
  return (
    <section className={archiveStyles.page} aria-label={`Folder ${title}`}>
      {stage.name === "done" ? (
        <ReadChoices title={title} found={stage.done} isDone />
      ) : (
        <>
          <ReadChoices
            title={title}
            found={stage.seen}
            refusal={stage.name === "looked" ? stage.refusal : null}
          />
          <ActBar found={stage.seen} isAdding={stage.name === "adding"} />
        </>
      )}
    </section>
  );
}

function ReadChoices({
  title,
  found,
  isDone = false,
  refusal = null,
}: {
  title: string;
  found: Archived;
  isDone?: boolean;
  refusal?: string | null;
}) {
  const sum = sumOfTables(found.tables);
  const left = listOf(listNotAdded(sum));
  const unread = unreadLines(found.tables);
  return (
    <div
      className={cx("scroll-area", archiveStyles.archive)}
      role="region"
      aria-label="Tables of the folder"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <div className={archiveStyles.head} role="status">
        <Icon of={isDone ? CircleCheck : FolderOpen} className={isDone ? fileStripStyles.done : undefined} />
        <h2 className="truncate">
          {isDone ? `${count(sum.added, "transaction")} added from ${title}` : title}
        </h2>
      </div>
      <p className="secondary">
        {!isDone && "Preview: nothing has been imported yet. "}
        {describeArchive(sum, found.tables.length - sum.refused)} {left && `Not added: ${left}.`}
      </p>
      {isDone && <Onward found={found} title={title} />}
      {refusal && (
        <div role="alert">
          <Notice icon={TriangleAlert} kind="bad">
            {refusal}
          </Notice>
        </div>
      )}
      {sum.refused > 0 && (
        <Notice icon={TriangleAlert} kind="warn">
          {describeRefused(sum.refused)}. The table shows why.
        </Notice>
      )}
      <ArchiveTable tables={found.tables} />
      <Names
        title={isDone ? "Accounts created" : "Accounts to create"}
        names={found.new_accounts}
        none="None"
      />
      <Names
        title={isDone ? "Categories created" : "Categories to create"}
        names={found.new_categories}
        none="None"
      />
      {unread.length > 0 && (
        <details className={archiveStyles.unread}>
          <summary>{count(unread.length, "line")} could not be read</summary>
          <ul>
            {unread.map(({ place, why, raw }) => (
              <li key={`${place} ${raw}`}>
                <span className="medium">{place}</span> <span className="secondary">{why}</span>
                <code className={styles.bankText}>{raw}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Names({ title, names, none }: { title: string; names: readonly string[]; none: string }) {
  return (
    <section className={archiveStyles.names} aria-label={title}>
      <h3>{title}</h3>
      {names.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul>
          {names.map((name) => (
            <li key={name} className={cx(pillStyles.pill, pillStyles.off)}>
              {name}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ActBar({ found, isAdding }: { found: Archived; isAdding: boolean }) {
  const client = useQueryClient();
  const { added } = sumOfTables(found.tables);
  return (
    <div className={styles.commitBar}>
      <span className={cx("secondary", styles.blocked)} role="status">
        {isAdding
          ? "Importing every file. This can take a while."
          : added === 0
            ? "This folder has nothing new."
            : "This is one import and can be undone as a whole."}
      </span>
      <Button disabled={isAdding} onClick={closeArchive}>
        Close
      </Button>
      <Button kind="primary" disabled={isAdding || added === 0} onClick={() => void importArchive(client)}>
        {isAdding ? "Importing" : `Import ${count(added, "transaction")}`}
      </Button>
    </div>
  );
}

/** Where to go on from what was imported, and the way back. */
function Onward({ found, title }: { found: Archived; title: string }) {
  const [isUndoing, setUndoing] = useState(false);
  const { import_id: id } = found;
  const { added, categorised } = sumOfTables(found.tables);
  return (
    <div className={cx("inline-row", archiveStyles.actions)}>
      {id !== null && (
        <Link className={cx(buttonStyles.button, buttonStyles.primary)} to={`/data?import_id=${id}`}>
          Show transactions
        </Link>
      )}
      {added > categorised && (
        <Link className={buttonStyles.button} to="/review">
          Review
        </Link>
      )}
      {id !== null && (
        <>
          <Button onClick={() => setUndoing(true)}>Undo this import</Button>
          <UndoImport
            item={isUndoing ? { id, filename: title } : null}
            onClose={() => setUndoing(false)}
            onDone={closeArchive}
          />
        </>
      )}
      <Button kind="ghost" onClick={closeArchive}>
        Close
      </Button>
    </div>
  );
}
