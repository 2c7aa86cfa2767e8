import { sentenceFor } from "@/api/errors";
import type { SyncEntry } from "@/api/types";
import { nameOf } from "@/entities/transactions/names";
import { formatDay } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Confirm } from "@/ui/dialog";
import { LoadingRows } from "@/ui/states";
import { undoWords } from "../model";
import { useUndoPreview, useUndoSync } from "../queries";
import styles from "../sync-history.module.css";

const KEPT_SHOWN = 5;

/** Asks before a sync is undone, and says what that does. */
export function UndoSync({ entry, onClose }: { entry: SyncEntry; onClose: () => void }) {
  const undo = useUndoSync(entry.id);
  const preview = useUndoPreview(entry.id, { isDone: undo.isPending || undo.isSuccess });
  const will = preview.data;
  const touched = will ? will.added + will.settled + will.changed + will.removed : 0;
  return (
    <Confirm
      title={`Undo this sync of ${entry.connection_name}?`}
      isOpen
      onClose={onClose}
      verb={touched ? `Undo sync (${count(touched, "transaction")})` : "Undo sync"}
      isBusy={undo.isPending || touched === 0}
      onConfirm={() => undo.mutate(undefined, { onSettled: onClose })}
    >
      {preview.isPending && <LoadingRows rows={2} label="Finding out what an undo does" />}
      {preview.isError && <p role="alert">{sentenceFor(preview.error)}</p>}
      {will && (
        <>
          <ul className={styles.undo}>
            {undoWords(will).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          {will.kept_rows.length > 0 && (
            <ul className={styles.rows} aria-label="Transactions that stay">
              {will.kept_rows.slice(0, KEPT_SHOWN).map((row) => (
                <li key={row.id}>
                  <span className={styles.note}>{formatDay(row.on)}</span>
                  <span className="truncate grow">{nameOf(row)}</span>
                  <Amount minor={row.amount_minor} currency={row.currency} />
                </li>
              ))}
            </ul>
          )}
          <p className={styles.note}>
            The next sync brings none of it back. Balances stay as the bank states them.
          </p>
        </>
      )}
    </Confirm>
  );
}
