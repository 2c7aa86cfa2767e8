import { Check, CircleHelp, FileCheck2, History, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Preview } from "@/api/types";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatBytes } from "@/kit/words";
import { LinkButton } from "@/ui/button";
import { Notice } from "@/ui/faces";
import { Icon } from "@/ui/icon";
import type { DeskApi } from "../desk";
import { readMapping, writeMapping } from "../mapping";
import { tellQuestion } from "../model";
import type { Sheet } from "../sheets";
import { AccountPick } from "./account-pick";
import { ColumnMap } from "./column-map";

/** What the file is, where it goes, which column is what, and what is not certain. */
export function FileHead({ sheet, preview, desk }: { sheet: Sheet; preview: Preview; desk: DeskApi }) {
  const isPhone = useIsPhone();
  const [isMapOpen, setMapOpen] = useState(!isPhone || preview.needs_mapping);
  const mapping = preview.columns.length > 0 ? readMapping(preview.column_mapping) : null;
  return (
    <section className="file" aria-labelledby="file-name">
      <div className="hstack">
        <Icon of={FileCheck2} />
        <h2 id="file-name" className="trunc">
          {preview.filename}
        </h2>
        <span className="ink3 small num nowrap hide-s">{tellFile(preview)}</span>
        {sheet.isAsking && (
          <span className="ink3 small nowrap" role="status">
            looking again…
          </span>
        )}
      </div>
      <div className="match">
        <span className="ink3">into</span>
        <AccountPick sheet={sheet} preview={preview} desk={desk} />
        {preview.account && preview.account_reason && !sheet.newAccount && (
          <span className="pill ok">
            <Icon of={Check} />
            {preview.account_reason}
          </span>
        )}
        {mapping && isPhone && (
          <LinkButton aria-expanded={isMapOpen} onClick={() => setMapOpen((now) => !now)}>
            {isMapOpen ? "Hide the columns" : "Columns"}
          </LinkButton>
        )}
        {preview.previously && (
          <span className="pill warn">
            <Icon of={History} />
            this very file came on {formatDay(dayOf(preview.previously.at))}
          </span>
        )}
      </div>
      {mapping && isMapOpen && (
        <ColumnMap
          mapping={mapping}
          columns={preview.columns}
          onChange={(changed) => desk.ask(sheet, { column_mapping: writeMapping(changed) })}
        />
      )}
      {preview.questions.map((code) => (
        <Notice key={code} icon={CircleHelp} kind="warn">
          {tellQuestion(code)}
        </Notice>
      ))}
      {preview.warnings.map((warning) => (
        <Notice key={warning} icon={TriangleAlert} kind="warn">
          {warning}
        </Notice>
      ))}
      {sheet.refusal && (
        <Notice icon={TriangleAlert} kind="bad">
          {sheet.refusal}
        </Notice>
      )}
    </section>
  );
}

function tellFile(preview: Preview): string {
  const span =
    preview.first_on && preview.last_on
      ? `, ${formatDay(preview.first_on)} to ${formatDay(preview.last_on)}`
      : "";
  const kind = preview.layout && preview.layout !== "generic" ? `${preview.layout}, ` : "";
  return `${kind}${count(preview.counts.total, "line")}${span}, ${formatBytes(preview.size)}`;
}
