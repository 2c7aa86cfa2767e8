import { RefreshCw, Undo2, X } from "lucide-react";
import { useState } from "react";
import type { ImportHistoryItem } from "@/api/types";
import { cx } from "@/kit/cx";
import { dayOf, formatDay } from "@/kit/dates";
import { count, formatCount, listOf } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { FailedState, LoadingRows } from "@/ui/faces";
import type { DeskApi } from "../desk";
import { useHistory, useUndoImport } from "../queries";

/** Every file that was imported. Each can be taken back, and brought again. */
export function ImportHistory({
  desk,
  isOpen,
  onClose,
}: {
  desk: DeskApi;
  isOpen: boolean;
  onClose: () => void;
}) {
  const history = useHistory();
  const undo = useUndoImport();
  const [asked, setAsked] = useState<ImportHistoryItem | null>(null);
  const items = (history.data ?? []).filter((item) => item.status !== "previewed");
  return (
    <aside className={cx("drawer hist", isOpen && "is-open")} aria-label="Import history">
      <header>
        <h2 className="grow">Import history</h2>
        <IconButton icon={X} small label="Close the history" className="hist-close" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll" role="region" aria-label="Imported files" tabIndex={0}>
        {history.isPending && <LoadingRows rows={4} />}
        {history.isError && (
          <FailedState
            title="The history could not be read"
            error={history.error}
            onRetry={history.refetch}
          />
        )}
        {history.isSuccess && items.length === 0 && (
          <p className="ink3 hist-none">Nothing was imported yet.</p>
        )}
        <ul>
          {items.map((item) => (
            <li key={item.id}>
              <div className="grow">
                <p className={cx("med trunc", item.status === "undone" && "undone")}>{item.filename}</p>
                <p className="small ink2 num">
                  {formatDay(dayOf(item.created_at))}
                  {item.account_name && ` · ${item.account_name}`}
                </p>
                <p className="small ink2 num">{tell(item)}</p>
              </div>
              {item.status === "undone" ? (
                <Button
                  kind="ghost"
                  small
                  icon={RefreshCw}
                  onClick={() => desk.bringBack(item.id, item.filename)}
                >
                  Redo
                </Button>
              ) : (
                item.added > 0 && (
                  <Button kind="ghost" small icon={Undo2} onClick={() => setAsked(item)}>
                    Undo
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      </div>
      <Confirm
        title="Undo this import?"
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        verb={`Take out ${count(asked?.added ?? 0, "row")}`}
        isBusy={undo.isPending}
        onConfirm={() => asked && undo.mutate(asked, { onSettled: () => setAsked(null) })}
      >
        Takes the rows of {asked?.filename} out again. Rows you decided or changed since stay, and are
        counted. The file can be brought back from here.
      </Confirm>
    </aside>
  );
}

function tell(item: ImportHistoryItem): string {
  if (item.status === "undone")
    return item.undone_at ? `undone ${formatDay(dayOf(item.undone_at))}` : "undone";
  const parts = [
    `${formatCount(item.added)} added`,
    item.repeated > 0 && `${formatCount(item.repeated)} known`,
    item.unreadable > 0 && `${formatCount(item.unreadable)} unreadable`,
  ].filter((part): part is string => Boolean(part));
  return listOf(parts);
}
