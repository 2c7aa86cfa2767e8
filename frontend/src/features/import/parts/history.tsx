import { RefreshCw, Undo2, X } from "lucide-react";
import { useMemo, useState } from "react";
import type { ImportHistoryItem } from "@/api/types";
import { formatName } from "@/entities/files/kinds";
import { cx } from "@/kit/cx";
import { formatDay, nearName } from "@/kit/dates";
import { Button, IconButton } from "@/ui/button";
import drawerStyles from "@/ui/drawer.module.css";
import { FailedState, LoadingRows } from "@/ui/states";
import { byDay, describeImport, describeUndone, nameOfImport } from "../history";
import { shortLabel } from "../names";
import { useHistory } from "../queries";
import type { ImportStore } from "../use-import-store";
import styles from "./history.module.css";
import { UndoImport } from "./undo-import";

/** Every file that was imported, by the day it came. Each can be undone, and imported again. */
export function ImportHistory({
  store,
  isOpen,
  onClose,
}: {
  store: ImportStore;
  isOpen: boolean;
  onClose: () => void;
}) {
  const history = useHistory();
  const [asked, setAsked] = useState<ImportHistoryItem | null>(null);
  const days = useMemo(() => byDay(history.data ?? []), [history.data]);
  return (
    // It stays in the page while closed, so that a question about an undo survives a window that gets narrow.
    <aside
      className={cx(drawerStyles.drawer, styles.history, !isOpen && styles.closed)}
      aria-label="Import history"
    >
      <header>
        <h2 className="grow">Import history</h2>
        <IconButton icon={X} small label="Close history" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" aria-label="Imported files" tabIndex={0}>
        {history.isPending && <LoadingRows rows={4} />}
        {history.isError && (
          <FailedState
            title="The history could not be loaded"
            error={history.error}
            onRetry={history.refetch}
          />
        )}
        {history.isSuccess && days.length === 0 && (
          <p className={cx("muted", styles.empty)}>
            Nothing has been imported yet. Imported files are listed here and can be undone.
          </p>
        )}
        {days.map(({ day, items }) => (
          <section key={day} aria-label={formatDay(day)} className={styles.day}>
            <h3>{nearName(day) ?? formatDay(day)}</h3>
            <ul>
              {items.map((item) => (
                <Item
                  key={item.id}
                  item={item}
                  onUndo={() => setAsked(item)}
                  onRedo={() => store.reopen(item.id, item.filename)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <UndoImport
        item={asked && { id: asked.id, filename: nameOfImport(asked) }}
        onClose={() => setAsked(null)}
      />
    </aside>
  );
}

/** The end of a long file name, often its month, is always visible. */
const TAIL = 12;

function Item({ item, onUndo, onRedo }: { item: ImportHistoryItem; onUndo: () => void; onRedo: () => void }) {
  const isUndone = item.status === "undone";
  const name = nameOfImport(item);
  return (
    <li>
      <div className="grow">
        <p className={cx("medium", styles.name, isUndone && item.kept === 0 && styles.undone)} title={name}>
          <span className={styles.file}>
            <span className="truncate">{item.filename.slice(0, -TAIL)}</span>
            <span>{item.filename.slice(-TAIL)}</span>
          </span>
          {item.part_label && (
            <span className={cx("truncate", styles.part)}>· {shortLabel(item.part_label)}</span>
          )}
        </p>
        <p className="small secondary tabular truncate">
          {[formatName(item.format), item.account_name].filter(Boolean).join(" · ")}
        </p>
        <p className="small secondary tabular">{isUndone ? describeUndone(item) : describeImport(item)}</p>
      </div>
      <div className={styles.actions}>
        {/* A folder is chosen anew; its files are not kept as one. */}
        {isUndone && item.format !== "archive" && (
          <Button kind="ghost" small icon={RefreshCw} aria-label={`Redo ${name}`} onClick={onRedo}>
            Redo
          </Button>
        )}
        {(isUndone ? item.kept > 0 : item.added > 0) && (
          <Button kind="ghost" small icon={Undo2} aria-label={`Undo ${name}`} onClick={onUndo}>
            {isUndone ? "Undo rest" : "Undo"}
          </Button>
        )}
      </div>
    </li>
  );
}
