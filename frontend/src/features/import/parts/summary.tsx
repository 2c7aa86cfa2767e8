import { CircleCheck, LoaderCircle } from "lucide-react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { count, formatCount, listOf } from "@/kit/words";
import { Amounts } from "@/ui/amount";
import bulkBarStyles from "@/ui/bulk-bar.module.css";
import { Button, LinkButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { describePhase, listNotAdded } from "../model";
import { sheetName } from "../names";
import { describeSumOf, sumOf } from "../readiness";
import type { Run, Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import fileStripStyles from "./file-strip.module.css";
import styles from "./summary.module.css";

/** All files that are imported with one press: how far it is, and what became of each. */
export function Summary({ run, store }: { run: Run; store: ImportStore }) {
  const sheets = run.keys.flatMap((key) => store.sheets.find((sheet) => sheet.key === key) ?? []);
  const results = sheets.flatMap(({ stage }) => (stage.name === "done" ? [stage.result] : []));
  const sum = sumOf(results);
  const running = sheets.find((sheet) => sheet.stage.name === "adding");
  const rest = store.sheets.find((sheet) => sheet.stage.name === "open");
  return (
    <section
      className={cx("scroll-area", bulkBarStyles.summary, styles.summary)}
      aria-label="All files"
      tabIndex={-1}
    >
      <div className={styles.head} role="status">
        <Icon
          of={run.isOn ? LoaderCircle : CircleCheck}
          className={run.isOn ? fileStripStyles.adding : fileStripStyles.done}
        />
        <h2>
          {run.isOn
            ? `Importing ${formatCount(Math.min(results.length + 1, sheets.length))} of ${count(sheets.length, "file")}`
            : describeSumOf(sum)}
        </h2>
      </div>
      {run.isOn && (
        <div className={cx("inline-row", styles.progress)}>
          <Progress label="Files imported" done={results.length} total={sheets.length} className="grow" />
          <Button small disabled={run.isStopping || !running} onClick={() => running && store.stop(running)}>
            {run.isStopping ? "Stopping" : "Stop"}
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <div className={cx(styles.table)} role="region" aria-label="Result for each file" tabIndex={0}>
        <table>
          <caption className="visually-hidden">Result for each file</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Account</th>
              <th scope="col" className="align-right">
                Added
              </th>
              <th scope="col" className={styles.detail}>
                Not added
              </th>
              <th scope="col" className={cx("align-right", styles.detail)}>
                Out
              </th>
              <th scope="col" className={cx("align-right", styles.detail)}>
                In
              </th>
            </tr>
          </thead>
          <tbody>
            {sheets.map((sheet) => (
              <SumRow key={sheet.key} sheet={sheet} onShow={() => store.show(sheet.key)} />
            ))}
          </tbody>
        </table>
      </div>
      {!run.isOn && (
        <div className={cx("inline-row", styles.actions)}>
          {sum.waiting > 0 && (
            <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/review">
              Review {count(sum.waiting, "transaction")}
            </Link>
          )}
          {rest && <Button onClick={() => store.show(rest.key)}>Continue with {sheetName(rest)}</Button>}
          <Button
            kind="ghost"
            onClick={() => store.closeAll(sheets.filter(({ stage }) => stage.name === "done"))}
          >
            Done
          </Button>
        </div>
      )}
    </section>
  );
}

function SumRow({ sheet, onShow }: { sheet: Sheet; onShow: () => void }) {
  const { stage, refusal, preview } = sheet;
  const done = stage.name === "done" ? stage.result : null;
  return (
    <tr>
      <th scope="row">
        <LinkButton className={styles.name} onClick={onShow}>
          {sheetName(sheet)}
        </LinkButton>
      </th>
      {done ? (
        <>
          <td>{done.account.name}</td>
          <td className="align-right tabular medium">{formatCount(done.added)}</td>
          <td className={cx("secondary", styles.detail)}>{listOf(listNotAdded(done)) || "nothing"}</td>
          <td className={cx("align-right", styles.detail)}>
            <Amounts of={done.sums.map((one) => ({ minor: one.out_minor, currency: one.currency }))} />
          </td>
          <td className={cx("align-right", styles.detail)}>
            <Amounts of={done.sums.map((one) => ({ minor: -one.in_minor, currency: one.currency }))} />
          </td>
        </>
      ) : (
        <>
          <td className="muted">{sheet.newAccount?.name ?? preview?.account?.name}</td>
          <td colSpan={4} className={refusal ? "danger-text" : "muted"}>
            {stage.name === "adding"
              ? describePhase(stage.progress?.phase ?? "idle")
              : (refusal ?? "Waiting")}
          </td>
        </>
      )}
    </tr>
  );
}
