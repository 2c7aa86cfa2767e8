import type { Preview } from "@/api/types";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count, listOf } from "@/kit/words";
import { Amounts } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Progress } from "@/ui/progress";
import type { DeskApi } from "../desk";
import { addsUp, listNotAdded } from "../model";
import { tellProgress } from "../progress";
import { whatIsMissing } from "../settled";
import type { Sheet } from "../sheets";
import "./commit-bar.css";

/** What pressing the button would do, and the button. */
export function CommitBar({ sheet, preview, desk }: { sheet: Sheet; preview: Preview; desk: DeskApi }) {
  const adds = addsUp(preview, sheet.kept);
  const missing = whatIsMissing(sheet, preview);
  const verb = adds.rows > 0 ? `Add ${count(adds.rows, "transaction")}` : "Save balances";
  const isReady = !missing && !sheet.isAsking && sheet.stage.name === "open";
  useShortcuts("Preview", [
    {
      keys: "Mod+Enter",
      label: verb,
      isOn: isReady,
      run: () => void desk.commit(sheet),
    },
  ]);
  if (sheet.stage.name === "adding") return <Adding sheet={sheet} desk={desk} />;
  return (
    <div className="acc-bar">
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
          <div className="hide-m">
            <dt>Skips</dt>
            <dd>
              {listOf(
                listNotAdded({ ...preview.counts, doubtful: preview.counts.doubtful - sheet.kept.size }),
              ) || "nothing"}
            </dd>
          </div>
        )}
      </dl>
      <span className="grow small ink2 missing" role="status">
        {missing}
      </span>
      <Button className="hide-s" onClick={() => desk.putAway(sheet)}>
        Cancel
      </Button>
      <Button kind="primary" keys="Mod+Enter" disabled={!isReady} onClick={() => void desk.commit(sheet)}>
        {verb}
      </Button>
    </div>
  );
}

function Adding({ sheet, desk }: { sheet: Sheet; desk: DeskApi }) {
  if (sheet.stage.name !== "adding") return null;
  const { progress, isStopping } = sheet.stage;
  const told = tellProgress(progress);
  return (
    <div className="acc-bar" role="status">
      <span className="nowrap">{isStopping ? "Stopping" : told.words}</span>
      <Progress
        label="Adding transactions"
        done={Math.round(told.share * 100)}
        total={100}
        thin
        className="grow"
      />
      <span className="small ink3 num nowrap">{told.counted}</span>
      <Button disabled={isStopping} onClick={() => desk.stop(sheet)}>
        Stop
      </Button>
    </div>
  );
}
