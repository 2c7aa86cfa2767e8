import { Check, ListChecks, PencilLine, Tags, Trash2 } from "lucide-react";
import type { Category, Transaction } from "@/api/types";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { writeTotal } from "@/entities/transactions/sums";
import { formatCount } from "@/kit/words";
import { BulkBar } from "@/ui/bulk-bar";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button } from "@/ui/button";

interface Props {
  rows: readonly Transaction[];
  /** How many match the list's filter, selected or not. */
  matching: number;
  /** All that match are meant, not just `rows`. */
  isAll: boolean;
  onAll: () => void;
  onConfirm: () => void;
  isPicking: boolean;
  onPick: (isOpen: boolean) => void;
  onChoose: (category: Category) => void;
  onEdit: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the selected transactions, or with all that the list's filter matches. */
export function LedgerBulk(props: Props) {
  const { rows, matching, isAll, isPicking, onPick, onChoose, onClear } = props;
  const canConfirm = isAll || rows.some((row) => row.status !== "confirmed");
  return (
    <BulkBar
      count={isAll ? matching : rows.length}
      sum={isAll ? "all that match" : writeTotal(rows)}
      onClear={onClear}
    >
      {!isAll && matching > rows.length && (
        <Button kind="ghost" small icon={ListChecks} onClick={props.onAll}>
          <span className={bulkBarStyles.words}>Select all {formatCount(matching)}</span>
        </Button>
      )}
      <CategoryPicker
        isOpen={isPicking}
        onOpenChange={onPick}
        onChoose={onChoose}
        anchor={
          <Button kind="ghost" small icon={Tags} keys="Shift+c" onClick={() => onPick(!isPicking)}>
            <span className={bulkBarStyles.words}>Category</span>
          </Button>
        }
      />
      <Button kind="ghost" small icon={PencilLine} keys="b" onClick={props.onEdit}>
        <span className={bulkBarStyles.words}>Edit</span>
      </Button>
      {canConfirm && (
        <Button kind="ghost" small icon={Check} onClick={props.onConfirm}>
          <span className={bulkBarStyles.words}>Confirm</span>
        </Button>
      )}
      {!isAll && (
        <Button kind="ghost" small icon={Trash2} keys="Shift+d" onClick={props.onDelete}>
          <span className={bulkBarStyles.words}>Delete</span>
        </Button>
      )}
    </BulkBar>
  );
}
