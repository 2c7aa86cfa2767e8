import type { SyncRun } from "@/api/types";
import { useBankActions } from "@/entities/banks/queries";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import styles from "../connect.module.css";

const PHASES: Partial<Record<SyncRun["phase"], string>> = {
  waiting: "Waiting for another sync",
  fetching: "Fetching from the bank",
  saving: "Adding to your budget",
};

/** The fourth step: transactions arrive. One may leave; it goes on. */
export function FirstSync({
  connectionId,
  run,
  onLeave,
}: {
  connectionId: number;
  run: SyncRun | null;
  onLeave: () => void;
}) {
  const actions = useBankActions();
  return (
    <>
      <h2>Fetching your transactions</h2>
      <p className={styles.lead}>You can leave this page; it goes on in the background.</p>
      <div className={styles.waiting}>
        <p className={styles.waitingHead} role="status">
          <span className={styles.pulse} aria-hidden="true" />
          <span className="medium grow">{PHASES[run?.phase ?? "waiting"] ?? "Starting"}</span>
          <span className="tabular">{count(run?.rows ?? 0, "transaction")} so far</span>
        </p>
      </div>
      <p className={styles.after}>
        Everything is fetched first and then added in one go. If you cancel, or the network fails, nothing has
        changed.
      </p>
      <div className={styles.acts}>
        <Button kind="ghost" onClick={() => void actions.cancel([connectionId])}>
          Cancel the sync
        </Button>
        <Button onClick={onLeave}>Go on in the background</Button>
      </div>
    </>
  );
}
