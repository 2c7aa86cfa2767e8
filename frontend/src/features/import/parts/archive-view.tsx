import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, FolderOpen, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Archived } from "@/api/types";
import { count, formatPercent, listOf } from "@/kit/words";
import { Button } from "@/ui/button";
import { EmptyState, LoadingRows, Notice } from "@/ui/faces";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { type Archive, describeArchive, describeRefused, sumOfTables, unreadLines } from "../archive";
import { closeArchive, importArchive } from "../archive-actions";
import { listNotAdded } from "../model";
import { ArchiveTable } from "./archive-table";
import { UndoImport } from "./undo-import";
import "./archive.css";
import "./commit-bar.css";

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
      <section className="scroll arc" aria-label={`Folder ${title}`}>
        <div className="arc-head" role="status">
          <Icon of={LoaderCircle} className="adding" />
          <h2 className="trunc">
            {title}: {words}
          </h2>
        </div>
        <p className="ink2">{count(files.length, "file")}. Nothing has been added yet.</p>
        <div className="hstack arc-acts">
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
    <section className="import-arc" aria-label={`Folder ${title}`}>
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll arc" role="region" aria-label="Tables of the folder" tabIndex={0}>
      <div className="arc-head" role="status">
        <Icon of={isDone ? CircleCheck : FolderOpen} className={isDone ? "done" : undefined} />
        <h2 className="trunc">{isDone ? `${count(sum.added, "transaction")} added from ${title}` : title}</h2>
      </div>
      <p className="ink2">
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
        <details className="arc-unread">
          <summary>{count(unread.length, "line")} could not be read</summary>
          <ul>
            {unread.map(({ place, why, raw }) => (
              <li key={`${place} ${raw}`}>
                <span className="med">{place}</span> <span className="ink2">{why}</span>
                <code className="raw2">{raw}</code>
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
    <section className="arc-names" aria-label={title}>
      <h3>{title}</h3>
      {names.length === 0 ? (
        <p className="ink3">{none}</p>
      ) : (
        <ul>
          {names.map((name) => (
            <li key={name} className="pill off">
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
    <div className="acc-bar">
      <span className="ink2 missing" role="status">
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
    <div className="hstack arc-acts">
      {id !== null && (
        <Link className="btn primary" to={`/data?import_id=${id}`}>
          Show transactions
        </Link>
      )}
      {added > categorised && (
        <Link className="btn" to="/review">
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
