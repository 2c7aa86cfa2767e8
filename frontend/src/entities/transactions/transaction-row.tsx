import { Split } from "lucide-react";
import type { ReactNode } from "react";
import type { Category, Transaction } from "@/api/types";
import { CategoryChip, CategoryName } from "@/entities/categories/category-name";
import categoryStyles from "@/entities/categories/category-name.module.css";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Checkbox } from "@/ui/checkbox";
import { ConfidenceBars, TierBadge } from "@/ui/marks";
import { Pill } from "@/ui/pill";
import { Cell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import { MerchantText } from "./merchant-text";
import { labelOf, nameOf } from "./names";
import styles from "./transaction-row.module.css";

export type RowColumn = "date" | "merchant" | "account" | "amount" | "category" | "decider";

/** What every list of transactions can do with a row. */
export interface RowActs {
  onSelect: (row: Transaction, isRange: boolean) => void;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
}

interface Props {
  row: Transaction;
  /** In this order between the checkbox and the action. */
  columns: readonly RowColumn[];
  kind?: Category["kind"];
  isCurrent: boolean;
  isSelected: boolean;
  isPicking: boolean;
  /** Stands under a heading that names the merchant already. */
  isUnderMerchant?: boolean;
  /** Takes the place of the merchant while its text is edited. */
  editor?: ReactNode;
  action: ReactNode;
  acts: RowActs;
}

/** One transaction in a long list: who, how much, what it is or seems to be, who says so and how sure. */
export function TransactionRow(props: Props) {
  const { row, columns, isCurrent, isSelected, action, acts } = props;
  return (
    <>
      <Cell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select ${labelOf(row)}`}
          tabIndex={isCurrent ? 0 : -1}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => acts.onSelect(row, event.shiftKey)}
        />
      </Cell>
      {columns.map((column) => (
        <Cell key={column} className={classesOf(column, columns)}>
          {contentOf(column, props)}
        </Cell>
      ))}
      <Cell className={styles.action}>{action}</Cell>
    </>
  );
}

function classesOf(column: RowColumn, columns: readonly RowColumn[]): string {
  const isDetail = column === "date" && !columns.includes("decider");
  return cx(
    styles[column],
    column === "date" && "tabular secondary",
    column === "account" && "secondary",
    column === "amount" && "align-right",
    isDetail && styles.detail,
  );
}

function contentOf(column: RowColumn, props: Props): ReactNode {
  const { row, editor, isUnderMerchant } = props;
  switch (column) {
    case "date":
      return formatDay(row.on);
    case "merchant":
      if (editor) return editor;
      if (isUnderMerchant) return <span className="truncate secondary small">{row.description}</span>;
      return <MerchantText row={row} isUncertain={isWaiting(row) && filedUnder(row).name === null} />;
    case "account":
      return row.account_name;
    case "amount":
      return <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />;
    case "category":
      return <CategoryCell {...props} />;
    case "decider":
      return <Decider row={row} />;
  }
}

interface Filing {
  shortDesc: string | null;
  name: string | null;
  color: string | null;
}

/** The category of a row; for one that waits for review, the category that accepting would give it. */
export function filedUnder(row: Transaction): Filing {
  return row.status === "pending_review"
    ? {
        shortDesc: row.predicted_category_short_desc,
        name: row.predicted_category_name,
        color: row.predicted_category_color,
      }
    : { shortDesc: row.category_short_desc, name: row.category_name, color: row.category_color };
}

function isWaiting(row: Transaction): boolean {
  return row.status === "pending_review" || row.status === "pending_save";
}

/** Settled is plain text; what waits to be confirmed is a boxed chip; nothing asks to choose. */
function CategoryCell({ row, kind, isCurrent, isPicking, acts }: Props) {
  const filing = filedUnder(row);
  if (row.splits.length > 0)
    return (
      <Pill icon={Split} title={row.splits.map((split) => split.category_name ?? "No category").join(", ")}>
        Split in {row.splits.length}
      </Pill>
    );
  const button = {
    tabIndex: isCurrent ? 0 : -1,
    "aria-haspopup": "dialog",
    "aria-expanded": isPicking,
    onClick: () => acts.onPick(row, !isPicking),
  } as const;
  return (
    <CategoryPicker
      isOpen={isPicking}
      onOpenChange={(isOpen) => acts.onPick(row, isOpen)}
      onChoose={(category) => acts.onChoose(row, category)}
      suggestion={
        isWaiting(row) && row.predicted_category_short_desc
          ? {
              short_desc: row.predicted_category_short_desc,
              tier: row.categorization_tier,
              confidence: row.prediction_confidence,
              about: nameOf(row),
            }
          : null
      }
      anchor={
        filing.name !== null && !isWaiting(row) ? (
          <button
            type="button"
            className={cx(categoryStyles.category, styles.settled)}
            data-key="c"
            {...button}
          >
            <span className="visually-hidden">Change category </span>
            <CategoryName
              name={filing.name}
              parent={row.parent_category_name}
              color={filing.color}
              kind={kind}
            />
          </button>
        ) : (
          <CategoryChip
            name={filing.name}
            color={filing.color}
            kind={kind}
            withKey={isCurrent && isWaiting(row)}
            {...button}
          />
        )
      }
    />
  );
}

function Decider({ row }: { row: Transaction }) {
  const hasName = filedUnder(row).name !== null;
  return (
    <span className={styles.deciderLine}>
      <TierBadge tier={hasName ? row.categorization_tier : null} source={row.source} />
      {hasName && row.prediction_confidence !== null && row.categorization_tier !== "user" && (
        <ConfidenceBars share={row.prediction_confidence} />
      )}
    </span>
  );
}
