import type { ImportRow } from "@/api/types";
import { sourceName } from "@/entities/transactions/names";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { CategoryDot } from "@/ui/marks";
import { Cell, HeadCell } from "@/ui/row-list";
import { Segmented } from "@/ui/segmented";
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
      <HeadCell className="r">Line</HeadCell>
      <HeadCell>Date</HeadCell>
      <HeadCell>Description</HeadCell>
      <HeadCell className="r">Amount</HeadCell>
      <HeadCell>Result</HeadCell>
    </>
  );
}

/** One line of the file and what will happen to it, or what happened. */
export function LineRow({ row, currency, isCurrent, isKept = false, onKeep }: Props) {
  const isBad = row.fate === "unreadable";
  return (
    <>
      <Cell className="ln r num ink3 small">{row.line_no ?? ""}</Cell>
      <Cell className="d num ink2">{row.on ? formatDay(row.on) : <span className="bad">no date</span>}</Cell>
      <Cell className={isBad ? "ds raw2 bad" : "ds raw2"}>{isBad ? row.raw : row.description}</Cell>
      <Cell className="am r">
        {row.amount_minor === null ? (
          <span className="ink3">{isBad ? "unread" : ""}</span>
        ) : (
          <Amount minor={row.amount_minor} currency={row.currency ?? currency} />
        )}
      </Cell>
      <Cell className="rs">
        <span className="why">
          <ResultMark fate={row.fate} isDone={!onKeep} />
          <span className="trunc grow ink2" title={row.reason ?? undefined}>
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
      <Cell className="ln" />
      <Cell className="d num ink3">{formatDay(twin.on)}</Cell>
      <Cell className="ds">
        <span className="tree" aria-hidden="true" />
        <span className="raw2 ink2">{twin.description}</span>
      </Cell>
      <Cell className="am r ink3">
        <Amount minor={twin.amount_minor} currency={row.currency ?? currency} />
      </Cell>
      <Cell className="rs ink3 small">
        <span className="why">
          <TwinMark />
          <span className="trunc grow">
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
    <span className="hstack">
      <CategoryDot color={prediction.color} />
      {prediction.category_name}
      <span className="ink3 trunc">{reason}</span>
    </span>
  );
}

/** The line's number stands at its beginning already. */
function reasonOf({ reason }: ImportRow): string {
  const words = (reason ?? "").replace(/^Line \d+: /, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
