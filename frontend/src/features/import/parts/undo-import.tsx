import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { count } from "@/kit/words";
import { Check } from "@/ui/checkbox";
import { Confirm } from "@/ui/dialog";
import { LoadingRows } from "@/ui/states";
import { describeUndo } from "../history";
import { useUndoImport, useUndoPreview } from "../queries";

export interface Undoable {
  id: number;
  filename: string;
}

/** Asks before an import is undone: says what will be removed and what stays, and offers to remove that too. */
export function UndoImport({
  item,
  onClose,
  onDone,
}: {
  item: Undoable | null;
  onClose: () => void;
  onDone?: () => void;
}) {
  return item && <Asking key={item.id} item={item} onClose={onClose} onDone={onDone} />;
}

function Asking({ item, onClose, onDone }: { item: Undoable; onClose: () => void; onDone?: () => void }) {
  const undo = useUndoImport();
  const preview = useUndoPreview(item.id, { isDone: undo.isPending || undo.isSuccess });
  const [wanted, setWanted] = useState<boolean | null>(null);
  const will = preview.data;
  const changed = will?.changed.length ?? 0;
  // After a first undo only what the person changed is left, so there is nothing else to ask for.
  const includesChanged = wanted ?? (will !== undefined && will.removed === 0 && changed > 0);
  const removed = (will?.removed ?? 0) + (includesChanged ? changed : 0);
  return (
    <Confirm
      title="Undo this import?"
      isOpen
      onClose={onClose}
      verb={will ? `Undo import (${count(removed, "transaction")})` : "Undo import"}
      isBusy={undo.isPending || !will || (removed === 0 && will.deleted === 0 && changed > 0)}
      onConfirm={() => undo.mutate({ ...item, includesChanged }, { onSuccess: onDone, onSettled: onClose })}
    >
      {preview.isError && <p>{sentenceFor(preview.error)}</p>}
      {preview.isPending && <LoadingRows rows={1} />}
      {will && <p>{describeUndo(will, includesChanged)}</p>}
      {changed > 0 && (
        <Check checked={includesChanged} onChange={(event) => setWanted(event.target.checked)}>
          Also remove the {count(changed, "transaction")} that I changed
        </Check>
      )}
      <p className="secondary">The same file can be imported again afterwards.</p>
    </Confirm>
  );
}
