import { Check, Tags, Trash2, Undo2 } from "lucide-react";
import type { Category, Transaction } from "@/api/types";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { writeTotal } from "@/entities/transactions/sums";
import { BulkBar } from "@/ui/bulk-bar";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button } from "@/ui/button";
import { acceptable, type Tab } from "../model";

interface Props {
  tab: Tab;
  rows: readonly Transaction[];
  isPicking: boolean;
  onPick: (isOpen: boolean) => void;
  onAccept: () => void;
  onConfirm: () => void;
  onKickBack: () => void;
  onChoose: (category: Category) => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the selection: the same keys as for one row, with Shift. */
export function QueueBulk(props: Props) {
  const { tab, rows, isPicking } = props;
  return (
    <BulkBar count={rows.length} sum={writeTotal(rows)} onClear={props.onClear}>
      {tab === "pending" ? (
        <Button
          kind="ghost"
          small
          icon={Check}
          keys="Shift+Enter"
          disabled={!acceptable(rows).length}
          onClick={props.onAccept}
        >
          <span className={bulkBarStyles.words}>Accept</span>
        </Button>
      ) : (
        <>
          <Button kind="ghost" small icon={Check} keys="Shift+Enter" onClick={props.onConfirm}>
            <span className={bulkBarStyles.words}>Confirm</span>
          </Button>
          <Button kind="ghost" small icon={Undo2} keys="Shift+b" onClick={props.onKickBack}>
            <span className={bulkBarStyles.words}>Send back</span>
          </Button>
        </>
      )}
      <CategoryPicker
        isOpen={isPicking}
        onOpenChange={props.onPick}
        onChoose={props.onChoose}
        anchor={
          <Button kind="ghost" small icon={Tags} keys="Shift+c" onClick={() => props.onPick(!isPicking)}>
            <span className={bulkBarStyles.words}>Category</span>
          </Button>
        }
      />
      <Button kind="ghost" small icon={Trash2} keys="Shift+d" onClick={props.onDelete}>
        <span className={bulkBarStyles.words}>Delete</span>
      </Button>
    </BulkBar>
  );
}
