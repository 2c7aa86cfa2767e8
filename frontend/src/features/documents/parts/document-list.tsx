import { Link2 } from "lucide-react";
import type { DocumentRow } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { Icon } from "@/ui/icon";
import tableStyles from "@/ui/table.module.css";
import styles from "../documents.module.css";
import { KINDS, piecesOf } from "../model";

interface Props {
  documents: readonly DocumentRow[];
  open: number | null;
  onOpen: (id: number) => void;
}

/** Documents as rows: what each is, its day and amount, and what it belongs to. */
export function DocumentTable({ documents, open, current, onOpen }: Props & { current: string | null }) {
  return (
    <table className={cx(tableStyles.table, styles.table)}>
      <caption className="visually-hidden">Documents</caption>
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col" className={styles.kind}>
            Type
          </th>
          <th scope="col" className={styles.day}>
            Day
          </th>
          <th scope="col" className={styles.year}>
            Tax year
          </th>
          <th scope="col" className={styles.number}>
            Amount
          </th>
          <th scope="col" className={styles.links}>
            Linked to
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr
            key={document.id}
            data-row={document.id}
            className={cx(
              document.id === open && tableStyles.selected,
              String(document.id) === current && tableStyles.current,
            )}
          >
            <td>
              <button type="button" className={styles.name} onClick={() => onOpen(document.id)}>
                <Icon of={KINDS[document.kind].icon} small />
                <span className="truncate">{document.filename}</span>
              </button>
              {document.snippet && <Snippet text={document.snippet} />}
            </td>
            <td className={styles.kind}>{KINDS[document.kind].label}</td>
            <td className={cx(styles.day, "tabular")}>
              {document.issued_on ? formatDay(document.issued_on) : "–"}
            </td>
            <td className={cx(styles.year, "tabular")}>{document.tax_year ?? "–"}</td>
            <td className={cx(styles.number, "tabular")}>
              {document.amount_minor !== null && document.currency
                ? formatSize(document.amount_minor, document.currency)
                : "–"}
            </td>
            <td className={styles.links}>
              <Links document={document} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same as pictures of their first pages. */
export function DocumentGrid({ documents, open, onOpen }: Props) {
  return (
    <div className={styles.grid}>
      {documents.map((document) => (
        <button
          key={document.id}
          type="button"
          className={styles.sheet}
          aria-current={document.id === open}
          onClick={() => onOpen(document.id)}
        >
          <span className={styles.paper}>
            <FirstPage document={document} />
          </span>
          <span className="medium truncate">{document.filename}</span>
          <span className="small secondary truncate">
            {[
              KINDS[document.kind].label,
              document.issued_on && formatDay(document.issued_on),
              document.amount_minor !== null &&
                document.currency &&
                formatSize(document.amount_minor, document.currency),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </button>
      ))}
    </div>
  );
}

/** A picture of the first page, or the sign of the kind where there is none. */
export function FirstPage({ document }: { document: DocumentRow }) {
  const address = pictureOf(document, 1);
  if (!address) return <Icon of={KINDS[document.kind].icon} />;
  return <img src={address} alt="" loading="lazy" />;
}

export function pictureOf(document: DocumentRow, page: number): string | null {
  if (document.media_type.startsWith("image/")) return `/api/documents/${document.id}/file`;
  if (document.media_type === "application/pdf" && document.reading !== "failed")
    return `/api/documents/${document.id}/pages/${page}`;
  return null;
}

function Snippet({ text }: { text: string }) {
  return (
    <span className={styles.snippet}>
      {piecesOf(text).map((piece, at) => (piece.isFound ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </span>
  );
}

function Links({ document: { links, reading } }: { document: DocumentRow }) {
  const [first] = links;
  if (!first) return <span className="muted">{reading === "no_text" ? "not read, scanned" : "–"}</span>;
  return (
    <span className={styles.link}>
      <Icon of={Link2} small />
      <span className="truncate">{links.length === 1 ? first.name : count(links.length, "link")}</span>
    </span>
  );
}
