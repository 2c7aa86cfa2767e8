import { CircleCheck, LoaderCircle } from "lucide-react";
import { Link } from "react-router";
import { count, formatCount, listOf } from "@/kit/words";
import { Amounts } from "@/ui/amount";
import { Button, LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { describePhase, listNotAdded } from "../model";
import { sheetName } from "../names";
import { describeSumOf, sumOf } from "../readiness";
import type { Run, Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import "./summary.css";

/** All files that are imported with one press: how far it is, and what became of each. */
export function Summary({ run, store }: { run: Run; store: ImportStore }) {
  const sheets = run.keys.flatMap((key) => store.sheets.find((sheet) => sheet.key === key) ?? []);
  const results = sheets.flatMap(({ stage }) => (stage.name === "done" ? [stage.result] : []));
  const sum = sumOf(results);
  const running = sheets.find((sheet) => sheet.stage.name === "adding");
  const rest = store.sheets.find((sheet) => sheet.stage.name === "open");
  return (
    <section className="scroll sum" aria-label="All files" tabIndex={-1}>
      <div className="sum-head" role="status">
        <Icon of={run.isOn ? LoaderCircle : CircleCheck} className={run.isOn ? "adding" : "done"} />
        <h2>
          {run.isOn
            ? `Importing ${formatCount(Math.min(results.length + 1, sheets.length))} of ${count(sheets.length, "file")}`
            : describeSumOf(sum)}
        </h2>
      </div>
      {run.isOn && (
        <div className="hstack sum-progress">
          <Progress label="Files imported" done={results.length} total={sheets.length} className="grow" />
          <Button small disabled={run.isStopping || !running} onClick={() => running && store.stop(running)}>
            {run.isStopping ? "Stopping" : "Stop"}
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <div className="sum-table" role="region" aria-label="Result for each file" tabIndex={0}>
        <table>
          <caption className="sr">Result for each file</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Account</th>
              <th scope="col" className="r">
                Added
              </th>
              <th scope="col" className="more">
                Not added
              </th>
              <th scope="col" className="r more">
                Out
              </th>
              <th scope="col" className="r more">
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
        <div className="hstack sum-acts">
          {sum.waiting > 0 && (
            <Link className="btn primary" to="/review">
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
        <LinkButton className="sum-name" onClick={onShow}>
          {sheetName(sheet)}
        </LinkButton>
      </th>
      {done ? (
        <>
          <td>{done.account.name}</td>
          <td className="r num med">{formatCount(done.added)}</td>
          <td className="ink2 more">{listOf(listNotAdded(done)) || "nothing"}</td>
          <td className="r more">
            <Amounts of={done.sums.map((one) => ({ minor: one.out_minor, currency: one.currency }))} />
          </td>
          <td className="r more">
            <Amounts of={done.sums.map((one) => ({ minor: -one.in_minor, currency: one.currency }))} />
          </td>
        </>
      ) : (
        <>
          <td className="ink3">{sheet.newAccount?.name ?? preview?.account?.name}</td>
          <td colSpan={4} className={refusal ? "bad" : "ink3"}>
            {stage.name === "adding"
              ? describePhase(stage.progress?.phase ?? "idle")
              : (refusal ?? "Waiting")}
          </td>
        </>
      )}
    </tr>
  );
}
