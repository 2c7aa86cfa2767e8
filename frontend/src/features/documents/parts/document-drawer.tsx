import { ChevronLeft, ChevronRight, ExternalLink, Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { DocumentDetails } from "@/api/types";
import { handOver } from "@/entities/files/dropped";
import { formatDay } from "@/kit/dates";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button, classOf, IconButton } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { Facts } from "@/ui/facts";
import { Icon } from "@/ui/icon";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../documents.module.css";
import { KINDS, sizeOf } from "../model";
import { useDocument, useDocumentActions } from "../queries";
import { DocumentForm } from "./document-form";
import { DocumentLinks } from "./document-links";
import { pictureOf } from "./document-list";
import { Purchases } from "./purchases";

interface Props {
  id: number;
  ids: readonly number[];
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** One document: its pages, what was read from it, what it belongs to, and how long it is kept. */
export function DocumentDrawer({ id, ids, onOpen, onClose }: Props) {
  const { data: document, isPending, isError, error, refetch } = useDocument(id);
  const actions = useDocumentActions();
  const [isEditing, setEditing] = useState(false);
  const at = ids.indexOf(id);
  const [before, after] = [ids[at - 1], at < 0 ? undefined : ids[at + 1]];
  useShortcuts("Document", [
    { keys: "e", label: "Edit the document", run: () => setEditing(true) },
    {
      keys: "[",
      label: "Previous document",
      isOn: before !== undefined,
      run: () => before && onOpen(before),
    },
    { keys: "]", label: "Next document", isOn: after !== undefined, run: () => after && onOpen(after) },
  ]);
  async function removeIt() {
    if (document && (await actions.remove(id, document.filename))) onClose();
  }
  return (
    <Drawer
      isWide
      label={document?.filename ?? "Document"}
      title={document?.filename ?? "Document"}
      onClose={onClose}
      acts={
        <>
          <IconButton
            icon={ChevronLeft}
            small
            label="Previous document"
            disabled={before === undefined}
            onClick={() => before && onOpen(before)}
          />
          <IconButton
            icon={ChevronRight}
            small
            label="Next document"
            disabled={after === undefined}
            onClick={() => after && onOpen(after)}
          />
        </>
      }
      footer={
        document && (
          <>
            <Button keys="e" onClick={() => setEditing(true)}>
              Edit
            </Button>
            {document.kind === "statement" && <ImportRows document={document} />}
            <span className="grow" />
            <Button kind="ghost" icon={Trash2} onClick={() => void removeIt()}>
              Delete
            </Button>
          </>
        )
      }
    >
      {isPending && <LoadingRows rows={8} label="Loading the document" />}
      {isError && <FailedState title="This document could not be loaded" error={error} onRetry={refetch} />}
      {document && (
        <>
          <Preview document={document} onRead={() => actions.readAgain(id)} />
          {document.extracted && <Purchases document={document} />}
          <DocumentLinks document={document} />
          <Facts className={styles.facts} facts={factsOf(document)} />
        </>
      )}
      {document && isEditing && <DocumentForm document={document} onClose={() => setEditing(false)} />}
    </Drawer>
  );
}

function factsOf(document: DocumentDetails) {
  return [
    { name: "Type", value: KINDS[document.kind].label },
    { name: "Day", value: document.issued_on && formatDay(document.issued_on) },
    { name: "Tax year", value: document.tax_year },
    { name: "Ends", value: document.expires_on && formatDay(document.expires_on) },
    { name: "Notes", value: document.notes },
    { name: "Read by", value: document.reading === "read" && (document.reading_note ?? "this computer") },
    {
      name: "Checked",
      value: document.is_intact ? "SHA-256 agrees" : "The file is missing or was changed on the disk",
    },
    { name: "Kept", value: document.kept_until && `until ${formatDay(document.kept_until)}` },
  ];
}

function Preview({ document, onRead }: { document: DocumentDetails; onRead: () => Promise<void> }) {
  const [page, setPage] = useState(1);
  const [isReading, setReading] = useState(false);
  const picture = pictureOf(document, page);
  const pages = document.page_count ?? 1;
  async function read() {
    setReading(true);
    await onRead();
    setReading(false);
  }
  return (
    <div className={styles.preview}>
      <div className={styles.paper}>
        {picture ? (
          <img src={picture} alt={`Page ${page} of ${document.filename}`} />
        ) : document.text ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0}>{document.text.slice(0, 20_000)}</pre>
        ) : (
          <p className="secondary">No preview</p>
        )}
      </div>
      <div className={styles.bar}>
        {pages > 1 && (
          <>
            <IconButton
              icon={ChevronLeft}
              small
              label="Previous page"
              disabled={page === 1}
              onClick={() => setPage(page - 1)}
            />
            <span className="small tabular">
              Page {page} of {pages}
            </span>
            <IconButton
              icon={ChevronRight}
              small
              label="Next page"
              disabled={page === pages}
              onClick={() => setPage(page + 1)}
            />
          </>
        )}
        <a
          className={classOf("ghost", true)}
          href={`/api/documents/${document.id}/file`}
          target="_blank"
          rel="noreferrer"
        >
          <Icon of={ExternalLink} small />
          Open file
        </a>
        <span className="small muted tabular">{sizeOf(document.size_bytes)}</span>
      </div>
      {document.reading !== "read" && (
        <p className={`${styles.row} small secondary`}>
          <span className="grow">{document.reading_note ?? "Its text was not read."}</span>
          <Button small disabled={isReading} onClick={() => void read()}>
            Read again
          </Button>
        </p>
      )}
    </div>
  );
}

/** Takes the file to the page Import, where its rows are previewed like those of any statement. */
function ImportRows({ document }: { document: DocumentDetails }) {
  const navigate = useNavigate();
  async function hand() {
    const answer = await fetch(`/api/documents/${document.id}/file`);
    const file = new File([await answer.blob()], document.filename, { type: document.media_type });
    handOver([file], "import");
    await navigate("/import");
  }
  return (
    <Button icon={Upload} onClick={() => void hand()}>
      Import its rows
    </Button>
  );
}
