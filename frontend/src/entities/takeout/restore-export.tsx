import { ArchiveRestore, CircleAlert } from "lucide-react";
import { useRef } from "react";
import { sentenceFor } from "@/api/errors";
import { Button } from "@/ui/button";
import fieldStyles from "@/ui/field.module.css";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { useRestore } from "./queries";
import styles from "./restore-export.module.css";
import { describeRestored, describeRestoring } from "./words";

/** A button that reads an export of everything back, and how that goes: under way, done, or why it was refused. */
export function RestoreExport({ isPossible = true }: { isPossible?: boolean }) {
  const restore = useRestore();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.restore}>
      {isPossible && (
        <Button icon={ArchiveRestore} disabled={restore.isPending} onClick={() => chooser.current?.click()}>
          Restore a backup file
        </Button>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Backup file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file can be chosen again after it was refused.
          event.target.value = "";
          if (file) restore.mutate(file);
        }}
      />
      {restore.isPending && (
        <div className={styles.steps} role="status">
          <Progress label="Restoring" done={Math.round(restore.sent * 100)} total={100} />
          <span className="small secondary">{describeRestoring(restore.sent)}</span>
        </div>
      )}
      {restore.error && (
        <p className={fieldStyles.error} role="alert">
          <Icon of={CircleAlert} small />
          {sentenceFor(restore.error)}
        </p>
      )}
      {restore.data && <p role="status">{describeRestored(restore.data)}</p>}
    </div>
  );
}
