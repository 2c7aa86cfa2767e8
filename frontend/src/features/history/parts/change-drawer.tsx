import { RotateCcw } from "lucide-react";
import { cx } from "@/kit/cx";
import { count, formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../history.module.css";
import type { ChangeDetail } from "../model";
import { useChange } from "../queries";

interface Props {
  id: number;
  onUndo: () => void;
  onClose: () => void;
}

/** One change: every value before and after, and what undoing it would have to leave. */
export function ChangeDrawer({ id, onUndo, onClose }: Props) {
  const change = useChange(id);
  const detail = change.data;
  const canUndo = detail !== undefined && detail.undone_at === null && detail.goes > 0;
  return (
    <Drawer
      isWide
      label="Change"
      title={detail?.summary ?? "Change"}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>Close</Button>
          {canUndo && (
            <Button kind="primary" icon={RotateCcw} onClick={onUndo}>
              Undo {count(detail.goes, "row")}
            </Button>
          )}
        </>
      }
    >
      {change.isPending ? (
        <LoadingRows label="Loading the change" rows={4} />
      ) : change.isError ? (
        <FailedState title="The change could not be read" error={change.error} onRetry={change.refetch} />
      ) : (
        <Rows detail={change.data} />
      )}
    </Drawer>
  );
}

function Rows({ detail }: { detail: ChangeDetail }) {
  const groups = [
    { title: "Stay", rows: detail.rows.filter((row) => row.stays) },
    { title: detail.undone_at ? "Were undone" : "Are undone", rows: detail.rows.filter((row) => !row.stays) },
  ].filter((group) => group.rows.length > 0);
  return (
    <div className={styles.detail}>
      <p className="small">
        {detail.undone_at
          ? "This change was undone."
          : detail.stays
            ? `${formatCount(detail.goes)} can be undone, ${formatCount(detail.stays)} stay because something changed them since.`
            : `${count(detail.goes, "row")} can be undone.`}
      </p>
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3>{group.title}</h3>
          <ul>
            {group.rows.map((row) => (
              <li key={`${row.table} ${row.id}`}>
                <p className={styles.rowTitle}>
                  <span className="truncate grow medium">{row.title}</span>
                  <span className="small muted">{row.what}</span>
                </p>
                {row.fields.map((field) => (
                  <p key={field.name} className={cx("small", styles.field)}>
                    <span className="muted">{field.name}</span>
                    <span>
                      <s>{field.before ?? "none"}</s> <span aria-hidden="true">→</span>{" "}
                      {field.after ?? "none"}
                    </span>
                  </p>
                ))}
                {row.because && <p className={cx("small", styles.because)}>Changed later: {row.because}</p>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {detail.touched > detail.rows.length && (
        <p className="small muted">{formatCount(detail.touched - detail.rows.length)} more</p>
      )}
    </div>
  );
}
