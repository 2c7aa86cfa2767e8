import {
  Ellipsis,
  EyeOff,
  ListTree,
  MessageCircleQuestion,
  PencilLine,
  Split,
  StickyNote,
  TextCursorInput,
  Trash2,
} from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import type { Category, Transaction, TransactionPart } from "@/api/types";
import { CategoryName } from "@/entities/categories/category-name";
import type { EditorStart } from "@/entities/transactions/editor/start";
import { nameOf } from "@/entities/transactions/names";
import { type RowActs, type RowColumn, TransactionRow } from "@/entities/transactions/transaction-row";
import rowStyles from "@/entities/transactions/transaction-row.module.css";
import { cx } from "@/kit/cx";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { Cell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import styles from "../transactions.module.css";
import { InlineText } from "./inline-text";

export type Editing = { id: number; field: "name" | "note" } | null;

export interface LedgerActs extends RowActs {
  onEdit: (editing: Editing) => void;
  onName: (row: Transaction, text: string) => void;
  onNote: (row: Transaction, text: string) => void;
  onExclude: (row: Transaction) => void;
  onEditor: (row: Transaction, start: EditorStart) => void;
  onDelete: (row: Transaction) => void;
  onParts: (row: Transaction) => void;
}

export const LEDGER_COLUMNS: readonly RowColumn[] = ["date", "merchant", "account", "category", "amount"];
/** Beside the docked editor, which shows the account. */
export const NARROW_COLUMNS: readonly RowColumn[] = ["date", "merchant", "category", "amount"];

interface Props {
  acts: LedgerActs;
  row: Transaction;
  kind?: Category["kind"];
  isCurrent: boolean;
  isSelected: boolean;
  isPicking: boolean;
  /** Which of its texts is being edited. */
  editing: "name" | "note" | null;
  isExpanded: boolean;
  columns: readonly RowColumn[];
}

/** A row of the ledger with its menu; memoized, so that scrolling draws only the rows that come into view. */
export const LedgerRow = memo(function LedgerRow({ editing, isExpanded, ...props }: Props) {
  const { acts, row, isCurrent } = props;
  return (
    <TransactionRow
      {...props}
      editor={editing && <RowText row={row} field={editing} acts={acts} />}
      action={<RowMenu row={row} acts={acts} isCurrent={isCurrent} isExpanded={isExpanded} />}
    />
  );
});

/** One part of a split transaction, below it. */
export function PartRow({
  part,
  of,
  columns,
}: {
  part: TransactionPart;
  of: Transaction;
  columns: readonly RowColumn[];
}) {
  const content: Partial<Record<RowColumn, ReactNode>> = {
    merchant: (
      <span className={cx("truncate secondary", styles.partOf)}>
        {[part.memo ?? "Part", ...part.tags.map((tag) => `#${tag}`)].join(" · ")}
      </span>
    ),
    category: (
      <CategoryName name={part.category_name ?? "No category"} parent={null} color={part.category_color} />
    ),
    amount: <Amount minor={part.amount_minor} currency={of.currency} isTransfer={of.is_internal} />,
  };
  return (
    <>
      <Cell className={cx(rowListStyles.check, rowStyles.check)}>{null}</Cell>
      {columns.map((column) => (
        <Cell key={column} className={cx(rowStyles[column], column === "amount" && "align-right")}>
          {content[column] ?? null}
        </Cell>
      ))}
      <Cell className={rowStyles.action}>{null}</Cell>
    </>
  );
}

function RowText({ row, field, acts }: { row: Transaction; field: "name" | "note"; acts: LedgerActs }) {
  return field === "name" ? (
    <InlineText
      label={`Name of ${nameOf(row)}`}
      value={nameOf(row)}
      onKeep={(text) => acts.onName(row, text)}
      onClose={() => acts.onEdit(null)}
    />
  ) : (
    <InlineText
      label={`Note on ${nameOf(row)}`}
      value={row.notes ?? ""}
      onKeep={(text) => acts.onNote(row, text)}
      onClose={() => acts.onEdit(null)}
    />
  );
}

/** Its menu exists only in the row that is current or under the pointer. */
function RowMenu({
  row,
  acts,
  isCurrent,
  isExpanded,
}: {
  row: Transaction;
  acts: LedgerActs;
  isCurrent: boolean;
  isExpanded: boolean;
}) {
  const [isReached, setReached] = useState(false);
  const button = (
    <IconButton
      icon={Ellipsis}
      small
      className={rowListStyles.action}
      tabIndex={isCurrent ? 0 : -1}
      label={`More for ${nameOf(row)}`}
      onPointerEnter={() => setReached(true)}
      onFocus={() => setReached(true)}
    />
  );
  if (!isCurrent && !isReached) return button;
  return (
    <Menu
      label={`More for ${nameOf(row)}`}
      trigger={button}
      items={[
        { label: "Edit", icon: PencilLine, keys: "e", onSelect: () => acts.onEditor(row, "edit") },
        { label: "Split", icon: Split, keys: "s", onSelect: () => acts.onEditor(row, "split") },
        ...(row.splits.length
          ? [
              {
                label: isExpanded ? "Hide the parts" : "Show the parts",
                icon: ListTree,
                keys: "ArrowRight",
                onSelect: () => acts.onParts(row),
              },
            ]
          : []),
        {
          label: "History and why",
          icon: MessageCircleQuestion,
          keys: "w",
          onSelect: () => acts.onEditor(row, "history"),
        },
        {
          label: "Rename",
          icon: TextCursorInput,
          keys: "Shift+e",
          onSelect: () => acts.onEdit({ id: row.id, field: "name" }),
        },
        {
          label: row.notes ? "Edit note" : "Add note",
          icon: StickyNote,
          keys: "n",
          onSelect: () => acts.onEdit({ id: row.id, field: "note" }),
        },
        {
          label: row.is_excluded ? "Include in totals" : "Exclude from totals",
          icon: EyeOff,
          onSelect: () => acts.onExclude(row),
        },
        null,
        {
          label: "Delete",
          icon: Trash2,
          keys: "Delete",
          isDanger: true,
          onSelect: () => acts.onDelete(row),
        },
      ]}
    />
  );
}
