import { dayOf, formatDay, nearName } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { nameOfImport, notOpen } from "../history";
import { useDiscardPreviews, usePendingPreviews } from "../queries";
import { openImportIds } from "../store";
import type { ImportStore } from "../use-import-store";
import fileStripStyles from "./file-strip.module.css";

/** Previews of a window that was closed: they can come back to the page, or be put away. */
export function PendingPreviews({ store }: { store: ImportStore }) {
  const here = openImportIds(store);
  const items = notOpen(usePendingPreviews().data ?? [], here);
  const forget = useDiscardPreviews();
  if (!items.length) return null;
  return (
    <section className={fileStripStyles.pending} aria-labelledby="still-head">
      <div className={fileStripStyles.pendingHead}>
        <h2 id="still-head" className="grow">
          {count(items.length, "statement is", "statements are")} not imported yet
        </h2>
        {items.length > 1 && (
          <Button kind="ghost" small onClick={() => forget.mutate(items.map(({ id }) => id))}>
            Done
          </Button>
        )}
      </div>
      <p className="small secondary">Opened earlier but not imported.</p>
      <ul>
        {items.map((item) => {
          const name = nameOfImport(item);
          const day = dayOf(item.created_at);
          return (
            <li key={item.id}>
              <span className={fileStripStyles.pendingName}>
                {name} <span className="small muted nowrap">{nearName(day) ?? formatDay(day)}</span>
              </span>
              <Button
                small
                aria-label={`Continue with ${name}`}
                onClick={() => store.reopen(item.id, item.filename)}
              >
                Continue
              </Button>
              <Button
                kind="ghost"
                small
                aria-label={`Discard ${name}`}
                onClick={() => forget.mutate([item.id])}
              >
                Discard
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
