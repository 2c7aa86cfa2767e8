import { PencilLine, Tags, Trash2 } from "lucide-react";
import type { Category, Transaction } from "@/api/types";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { writeTotal } from "@/entities/transactions/sums";
import { BulkBar } from "@/ui/bulk-bar";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button } from "@/ui/button";

interface Props {
  rows: readonly Transaction[];
  isPicking: boolean;
  onPick: (isOpen: boolean) => void;
  onChoose: (category: Category) => void;
  onEdit: () => void;
  onDelete: () => void;
  onClear: () => void;
}

export function LedgerBulk({ rows, isPicking, onPick, onChoose, onEdit, onDelete, onClear }: Props) {
  return (
    <BulkBar count={rows.length} sum={writeTotal(rows)} onClear={onClear}>
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
      <Button kind="ghost" small icon={PencilLine} keys="b" onClick={onEdit}>
        <span className={bulkBarStyles.words}>Edit</span>
      </Button>
      <Button kind="ghost" small icon={Trash2} keys="Shift+d" onClick={onDelete}>
        <span className={bulkBarStyles.words}>Delete</span>
      </Button>
    </BulkBar>
  );
}
