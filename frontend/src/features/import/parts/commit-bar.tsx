import type { Preview } from "@/api/types";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count, listOf } from "@/kit/words";
import { Amounts } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import styles from "../import.module.css";
import { additionsOf, listNotAdded } from "../model";
import { describeProgress } from "../progress";
import { missingAnswer } from "../readiness";
import type { Sheet } from "../store";
import type { ImportStore } from "../use-import-store";

/** What pressing the button would do, and the button. */
export function CommitBar({ sheet, preview, store }: { sheet: Sheet; preview: Preview; store: ImportStore }) {
  const adds = additionsOf(preview, sheet.kept);
  const missing = missingAnswer(sheet, preview);
  const verb = adds.rows > 0 ? `Add ${count(adds.rows, "transaction")}` : "Save balances";
  const isReady = !missing && !sheet.isAsking && sheet.stage.name === "open";
  useShortcuts("Preview", [
    {
      keys: "Mod+Enter",
      label: verb,
      isOn: isReady,
      run: () => void store.commit(sheet),
    },
  ]);
  if (sheet.stage.name === "adding") return <Adding sheet={sheet} store={store} />;
  return (
    <div className={styles.commitBar}>
      <dl>
        <div>
          <dt>Adds</dt>
          <dd>{count(adds.rows, "transaction")}</dd>
        </div>
        <div>
          <dt>Out</dt>
          <dd>
            <Amounts of={adds.sums.map((one) => ({ minor: one.out_minor, currency: one.currency }))} />
          </dd>
        </div>
        <div>
          <dt>In</dt>
          <dd>
            <Amounts of={adds.sums.map((one) => ({ minor: -one.in_minor, currency: one.currency }))} />
          </dd>
        </div>
        {!missing && (
          <div className={styles.hideOnTablet}>
            <dt>Skips</dt>
            <dd>
              {listOf(
                listNotAdded({ ...preview.counts, doubtful: preview.counts.doubtful - sheet.kept.size }),
              ) || "nothing"}
            </dd>
          </div>
        )}
      </dl>
      <span className={cx("grow small secondary", styles.blocked)} role="status">
        {missing}
      </span>
      <Button className="hide-on-phone" onClick={() => store.close(sheet)}>
        Cancel
      </Button>
      <Button kind="primary" keys="Mod+Enter" disabled={!isReady} onClick={() => void store.commit(sheet)}>
        {verb}
      </Button>
    </div>
  );
}

function Adding({ sheet, store }: { sheet: Sheet; store: ImportStore }) {
  if (sheet.stage.name !== "adding") return null;
  const { progress, isStopping } = sheet.stage;
  const shown = describeProgress(progress);
  return (
    <div className={styles.commitBar} role="status">
      <span className="nowrap">{isStopping ? "Stopping" : shown.words}</span>
      <Progress
        label="Adding transactions"
        done={Math.round(shown.share * 100)}
        total={100}
        thin
        className="grow"
      />
      <span className="small muted tabular nowrap">{shown.counted}</span>
      <Button disabled={isStopping} onClick={() => store.stop(sheet)}>
        Stop
      </Button>
    </div>
  );
}
