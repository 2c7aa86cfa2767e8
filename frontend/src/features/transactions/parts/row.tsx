import { Ellipsis, EyeOff, MessageCircleQuestion, PencilLine, StickyNote, Trash2 } from "lucide-react";
import { memo, useState } from "react";
import type { Category, Transaction } from "@/api/types";
import { CategoryChip, CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { CategoryPicker } from "@/entities/categories/category-picker";
import merchantTextStyles from "@/entities/transactions/merchant-text.module.css";
import { bankTextOf, labelOf, nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Menu } from "@/ui/menu";
import { Cell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import tagStyles from "@/ui/tag.module.css";
import styles from "../transactions.module.css";
import { InlineText } from "./inline-text";

export type Editing = { id: number; field: "name" | "note" } | null;

export interface RowActs {
  onSelect: (row: Transaction, isRange: boolean) => void;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
  onEdit: (editing: Editing) => void;
  onName: (row: Transaction, text: string) => void;
  onNote: (row: Transaction, text: string) => void;
  onExclude: (row: Transaction) => void;
  onWhy: (row: Transaction) => void;
  onDelete: (row: Transaction) => void;
}

interface Props {
  acts: RowActs;
  row: Transaction;
  kind?: Category["kind"];
  isCurrent: boolean;
  isSelected: boolean;
  isPicking: boolean;
  /** Which of its texts is being edited. */
  editing: "name" | "note" | null;
}

/** One row of the ledger; memoized, so that scrolling draws only the rows that come into view. */
export const LedgerRow = memo(function LedgerRow(props: Props) {
  const { acts, row, kind, isCurrent, isSelected, isPicking, editing: field } = props;
  const reach = isCurrent ? 0 : -1;
  return (
    <>
      <Cell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select ${labelOf(row)}`}
          tabIndex={reach}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => acts.onSelect(row, event.shiftKey)}
        />
      </Cell>
      <Cell className={cx(styles.date, "tabular secondary")}>{formatDay(row.on)}</Cell>
      <Cell className={styles.merchant}>
        {field ? (
          <InlineText
            label={field === "name" ? `Name of ${nameOf(row)}` : `Note on ${nameOf(row)}`}
            value={field === "name" ? nameOf(row) : (row.notes ?? "")}
            onKeep={(text) => (field === "name" ? acts.onName(row, text) : acts.onNote(row, text))}
            onClose={() => acts.onEdit(null)}
          />
        ) : (
          <span className={merchantTextStyles.merchant}>
            <span className={merchantTextStyles.name}>{nameOf(row)}</span>
            <span className={cx(merchantTextStyles.bankText, styles.bankText)}>
              {row.notes ?? bankTextOf(row)}
            </span>
            {row.is_pending && <span className={cx(tagStyles.tag, styles.tag)}>pending</span>}
            {row.is_excluded && <span className={cx(tagStyles.tag, styles.tag)}>excluded from totals</span>}
          </span>
        )}
      </Cell>
      <Cell className={styles.category}>
        <CategoryPicker
          isOpen={isPicking}
          onOpenChange={(isOpen) => acts.onPick(row, isOpen)}
          onChoose={(category) => acts.onChoose(row, category)}
          anchor={
            <CategoryCell
              row={row}
              kind={kind}
              reach={reach}
              isOpen={isPicking}
              onClick={() => acts.onPick(row, !isPicking)}
            />
          }
        />
      </Cell>
      <Cell className={cx(styles.account, "secondary")}>{row.account_name}</Cell>
      <Cell className={cx(styles.amount, "align-right")}>
        <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
      </Cell>
      <Cell className={styles.more}>
        <RowMenu row={row} acts={acts} isCurrent={isCurrent} />
      </Cell>
    </>
  );
});

/** Its menu exists only in the row that is current or under the pointer. */
function RowMenu({ row, acts, isCurrent }: { row: Transaction; acts: RowActs; isCurrent: boolean }) {
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
        {
          label: "Why this category",
          icon: MessageCircleQuestion,
          keys: "w",
          onSelect: () => acts.onWhy(row),
        },
        {
          label: "Rename",
          icon: PencilLine,
          keys: "e",
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

interface CategoryCellProps extends Omit<React.ComponentProps<"button">, "color"> {
  row: Transaction;
  kind?: Category["kind"];
  reach: number;
  isOpen: boolean;
}

/** Settled is plain text; a guess is a boxed chip; nothing asks to choose. */
function CategoryCell({ row, kind, reach, isOpen, ...rest }: CategoryCellProps) {
  const same = { tabIndex: reach, "aria-haspopup": "dialog", "aria-expanded": isOpen, ...rest } as const;
  if (row.category_name && row.status !== "pending_review")
    return (
      <button
        type="button"
        className={cx(categoryNameStyles.category, styles.categoryName)}
        data-key="c"
        {...same}
      >
        <span className="visually-hidden">Change category </span>
        <CategoryName
          name={row.category_name}
          parent={row.parent_category_name}
          color={row.category_color}
          kind={kind}
        />
      </button>
    );
  return (
    <CategoryChip
      name={row.predicted_category_name}
      color={row.predicted_category_color}
      kind={kind}
      {...same}
    />
  );
}
