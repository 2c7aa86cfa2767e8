import type { ImportRow } from "@/api/types";
import { sourceName } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { CategoryDot } from "@/ui/marks";
import { Cell, HeadCell } from "@/ui/row-list";
import { Segmented } from "@/ui/segmented";
import tableStyles from "@/ui/table.module.css";
import styles from "../import.module.css";
import { ResultMark, TwinMark } from "./result-mark";

const CHOICES = [
  { value: "keep", label: "Keep" },
  { value: "skip", label: "Skip" },
] as const;

interface Props {
  row: ImportRow;
  currency: string;
  isCurrent: boolean;
  isKept?: boolean;
  /** Left out once the import is over: then there is nothing more to choose. */
  onKeep?: (row: ImportRow, isKept: boolean) => void;
}

export function LinesHead() {
  return (
    <>
      <HeadCell className="align-right">Line</HeadCell>
      <HeadCell>Date</HeadCell>
      <HeadCell>Description</HeadCell>
      <HeadCell className="align-right">Amount</HeadCell>
      <HeadCell>Result</HeadCell>
    </>
  );
}

/** One line of the file and what will happen to it, or what happened. */
export function LineRow({ row, currency, isCurrent, isKept = false, onKeep }: Props) {
  const isBad = row.fate === "unreadable";
  return (
    <>
      <Cell className={cx(styles.lineNumber, "align-right tabular muted small")}>{row.line_no ?? ""}</Cell>
      <Cell className={cx(styles.date, "tabular secondary")}>
        {row.on ? formatDay(row.on) : <span className="danger-text">no date</span>}
      </Cell>
      <Cell
        className={
          isBad
            ? cx(styles.description, styles.bankText, "danger-text")
            : cx(styles.description, styles.bankText)
        }
      >
        {isBad ? row.raw : row.description}
      </Cell>
      <Cell className={cx(styles.amount, "align-right")}>
        {row.amount_minor === null ? (
          <span className="muted">{isBad ? "unread" : ""}</span>
        ) : (
          <Amount minor={row.amount_minor} currency={row.currency ?? currency} />
        )}
      </Cell>
      <Cell className={styles.result}>
        <span className={styles.reason}>
          <ResultMark fate={row.fate} isDone={!onKeep} />
          <span className="truncate grow secondary" title={row.reason ?? undefined}>
            {row.fate === "new" ? <Arrival row={row} /> : reasonOf(row)}
          </span>
          {row.fate === "doubtful" && onKeep && (
            <Segmented
              small
              label={`Line ${row.line_no}`}
              tabIndex={isCurrent ? 0 : -1}
              value={isKept ? "keep" : "skip"}
              segments={CHOICES}
              onChange={(choice) => onKeep(row, choice === "keep")}
            />
          )}
        </span>
      </Cell>
    </>
  );
}

/** Beneath a doubtful line: the row it might be. */
export function TwinRow({ row, currency }: { row: ImportRow; currency: string }) {
  const { twin } = row;
  if (!twin) return null;
  return (
    <>
      <Cell className={styles.lineNumber} />
      <Cell className={cx(styles.date, "tabular muted")}>{formatDay(twin.on)}</Cell>
      <Cell className={styles.description}>
        <span className={cx(tableStyles.tree, styles.branch)} aria-hidden="true" />
        <span className={cx(styles.bankText, "secondary")}>{twin.description}</span>
      </Cell>
      <Cell className={cx(styles.amount, "align-right muted")}>
        <Amount minor={twin.amount_minor} currency={row.currency ?? currency} />
      </Cell>
      <Cell className={cx(styles.result, "muted small")}>
        <span className={styles.reason}>
          <TwinMark />
          <span className="truncate grow">
            {twin.account_name}, {sourceName(twin.source)}
          </span>
        </span>
      </Cell>
    </>
  );
}

/** The category a new line will get, if there is one. */
function Arrival({ row: { prediction, reason } }: { row: ImportRow }) {
  if (!prediction) return reason;
  return (
    <span className="inline-row">
      <CategoryDot color={prediction.color} />
      {prediction.category_name}
      <span className="muted truncate">{reason}</span>
    </span>
  );
}

/** The line's number stands at its beginning already. */
function reasonOf({ reason }: ImportRow): string {
  const words = (reason ?? "").replace(/^Line \d+: /, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
