import type { BulkRun } from "@/api/types";
import { formatCount } from "@/kit/words";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import styles from "../transactions.module.css";

interface Props {
  run: BulkRun;
  onCancel: () => void;
}

/** How far an edit of all matching transactions is, in place of the selection. */
export function BulkProgress({ run, onCancel }: Props) {
  const total = run.total ?? 0;
  return (
    <div className={bulkBarStyles.floating}>
      <div className={bulkBarStyles.bar} role="status">
        <span className="tabular">
          {run.total === null ? "Finding…" : `${formatCount(run.done)} of ${formatCount(total)}`}
        </span>
        <Progress label="Editing" done={run.done} total={total} className={styles.bulkTrack} />
        <Button kind="ghost" small onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
