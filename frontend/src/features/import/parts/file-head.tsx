import { FileCheck2, History, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Preview } from "@/api/types";
import { formatName, isTable } from "@/entities/files/kinds";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatBytes } from "@/kit/words";
import { LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Pill } from "@/ui/pill";
import styles from "../import.module.css";
import { answeredBy, type ColumnMapping, readMapping, writeMapping } from "../mapping";
import { partOf } from "../names";
import { openQuestions, type Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import { AccountPicker } from "./account-picker";
import { Balances } from "./balances";
import { ColumnMap } from "./column-map";
import { InvestmentsOffer } from "./investments-offer";
import { Question } from "./question";
import { ReadAs } from "./read-as";

/** What the file is, where it goes, which column is what, and what is not certain. */
export function FileHead({ sheet, preview, store }: { sheet: Sheet; preview: Preview; store: ImportStore }) {
  const isPhone = useIsPhone();
  const questions = openQuestions(sheet);
  const [isMapOpen, setMapOpen] = useState(!isPhone || preview.needs_mapping);
  const mapping = preview.columns.length > 0 ? readMapping(preview.column_mapping) : null;
  const hasColumns = isTable(preview.format);
  const part = partOf(sheet);
  const remap = (changed: ColumnMapping) =>
    mapping &&
    store.ask(sheet, { column_mapping: writeMapping(changed), answers: answeredBy(mapping, changed) });
  return (
    <section className={styles.file} aria-labelledby="file-name">
      <div className="inline-row">
        <Icon of={FileCheck2} />
        <h2 id="file-name" className="truncate">
          {preview.filename}
          {part && ` · ${part}`}
        </h2>
        <span className="muted small tabular truncate hide-on-phone">{describeFile(preview)}</span>
        {sheet.isAsking && (
          <span className="muted small nowrap" role="status">
            updating…
          </span>
        )}
      </div>
      <div className={styles.match}>
        <AccountPicker sheet={sheet} preview={preview} store={store} />
        {mapping && hasColumns && isPhone && (
          <LinkButton aria-expanded={isMapOpen} onClick={() => setMapOpen((now) => !now)}>
            {isMapOpen ? "Hide the columns" : "Columns"}
          </LinkButton>
        )}
        {preview.previously && (
          <Pill tone="warning" icon={History}>
            this file was imported on {formatDay(dayOf(preview.previously.at))}
          </Pill>
        )}
      </div>
      <Balances balances={preview.balances} currency={preview.currency} />
      {mapping && !hasColumns && <ReadAs mapping={mapping} onChange={remap} />}
      {mapping && hasColumns && isMapOpen && (
        <ColumnMap mapping={mapping} columns={preview.columns} onChange={remap} />
      )}
      <InvestmentsOffer statementId={preview.id} />
      {questions.map((code) => (
        <Question key={code} code={code} sheet={sheet} preview={preview} store={store} />
      ))}
      {preview.warnings.map((warning) => (
        <Notice key={warning} icon={TriangleAlert} kind="warn">
          {warning}
        </Notice>
      ))}
      {sheet.refusal && (
        <div role="alert">
          <Notice icon={TriangleAlert} kind="bad">
            {sheet.refusal}
          </Notice>
        </div>
      )}
    </section>
  );
}

function describeFile(preview: Preview): string {
  const span =
    preview.first_on && preview.last_on
      ? `, ${formatDay(preview.first_on)} to ${formatDay(preview.last_on)}`
      : "";
  return `${describeKind(preview)}, ${count(preview.counts.total, "line")}${span}, ${formatBytes(preview.size)}`;
}

/** "CSV", "Chase card, CSV", "OFX" */
function describeKind({ format, layout }: Preview): string {
  const name = formatName(format);
  return isTable(format) && layout !== "generic" ? `${layout}, ${name}` : name;
}
