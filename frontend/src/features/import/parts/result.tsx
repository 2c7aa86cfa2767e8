import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { ImportResult } from "@/api/types";
import { cx } from "@/kit/cx";
import { count, formatCount, listOf } from "@/kit/words";
import { Amounts } from "@/ui/amount";
import { Button, LinkButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import styles from "../import.module.css";
import { listNotAdded } from "../model";
import { sheetName } from "../names";
import type { Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import { DoneLines } from "./done-lines";
import { UndoImport } from "./undo-import";

/** Import result, and where to go on. */
export function Result({ sheet, result, store }: { sheet: Sheet; result: ImportResult; store: ImportStore }) {
  const [isUndoing, setUndoing] = useState(false);
  const waiting = result.predicted + result.unmatched;
  const next = store.sheets.find((one) => one.stage.name === "open");
  const left = listOf(listNotAdded(result));
  const [isLooking, setLooking] = useState(false);
  return (
    <>
      <section className={cx(styles.result, styles.outcome)} aria-label="Import result">
        <Icon of={CircleCheck} />
        <h2>
          {count(result.added, "transaction")} added to {result.account.name}
        </h2>
        <p className="secondary">
          Out <Amounts of={result.sums.map((one) => ({ minor: one.out_minor, currency: one.currency }))} />,
          in <Amounts of={result.sums.map((one) => ({ minor: -one.in_minor, currency: one.currency }))} />.{" "}
          {left && `Not added: ${left}.`}
        </p>
        <p className="secondary">{describeDecisions(result)}</p>
        <div className="inline-row">
          {next ? (
            <Button kind="primary" onClick={() => store.show(next.key)}>
              Continue with {sheetName(next)}
            </Button>
          ) : waiting > 0 ? (
            <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/review">
              Review {count(waiting, "transaction")}
            </Link>
          ) : null}
          <Link className={buttonStyles.button} to={`/data?import_id=${result.import_id}`}>
            Show transactions
          </Link>
          <Button kind="ghost" onClick={() => setUndoing(true)}>
            Undo this import
          </Button>
        </div>
        <LinkButton
          className={styles.showLines}
          aria-expanded={isLooking}
          onClick={() => setLooking((now) => !now)}
        >
          {isLooking ? "Hide the lines" : "Show the lines"}
        </LinkButton>
      </section>
      {isLooking && <DoneLines result={result} />}
      <UndoImport
        item={isUndoing ? { id: result.import_id, filename: sheetName(sheet) } : null}
        onClose={() => setUndoing(false)}
        onDone={() => store.close(sheet)}
      />
    </>
  );
}

function describeDecisions({ auto_confirmed, predicted, unmatched }: ImportResult): string {
  const parts = [
    auto_confirmed > 0 && `${formatCount(auto_confirmed)} categorised automatically`,
    predicted > 0 && `${formatCount(predicted)} with a suggestion to review`,
    unmatched > 0 && `${formatCount(unmatched)} without a suggestion`,
  ].filter((part): part is string => Boolean(part));
  return parts.length ? `${listOf(parts)}.` : "";
}
