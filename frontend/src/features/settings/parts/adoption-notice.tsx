import { PackageCheck } from "lucide-react";
import type { AdoptedFile, AppInfo } from "@/api/types";
import { dayOf, formatDay } from "@/kit/dates";
import { Icon } from "@/ui/icon";
import {
  type AdoptedPart,
  countedTables,
  describeCounted,
  describeMonths,
  describeMore,
  describeNotKept,
  describeRow,
  describeValue,
  monthsApart,
  nameOfMonth,
  partsOf,
  tableName,
} from "../adoption";
import { useAdoption } from "../queries";
import settingsStyles from "../settings.module.css";
import styles from "./adoption-notice.module.css";

/** That data of the older app was taken over, how much of it, and what could not be kept. Nothing if there was none. */
export function AdoptionNotice({ app }: { app: AppInfo }) {
  const adoption = useAdoption(app).data;
  if (!adoption) return null;
  const parts = partsOf(adoption);
  const [first] = parts;
  if (!first) return null;
  return (
    <section className={styles.notice} aria-labelledby="h-adopted">
      <div className="inline-row">
        <Icon of={PackageCheck} />
        <h3 id="h-adopted">Data from your previous app was imported</h3>
      </div>
      <p className="secondary">
        On {formatDay(dayOf(first.file.adopted_at))}. {describeNotKept(parts.map(({ file }) => file))} The
        original files are kept in a backup.
      </p>
      {parts.map((part) => (
        <Part key={part.name} part={part} />
      ))}
    </section>
  );
}

function Part({ part: { name, file } }: { part: AdoptedPart }) {
  const months = describeMonths(file);
  return (
    <div className={styles.part}>
      <h4>{name}</h4>
      <dl className="tabular">
        {countedTables(file).map(([table, counted]) => (
          <div key={table}>
            <dt className="secondary">{tableName(table)}</dt>
            <dd>{describeCounted(counted)}</dd>
          </div>
        ))}
      </dl>
      {months && <p className="secondary">{months}</p>}
      {file.remarks.map((remark) => (
        <p key={remark} className="secondary">
          {remark}
        </p>
      ))}
      <MonthsApart file={file} />
      <NotKept file={file} />
      <Changed file={file} />
      <p className="small muted">
        Backup: <code className={settingsStyles.path}>{file.backup}</code>
      </p>
    </div>
  );
}

function MonthsApart({ file }: { file: AdoptedFile }) {
  const months = monthsApart(file);
  if (!months.length) return null;
  return (
    <details>
      <summary>Months that differ</summary>
      <ul>
        {months.map(({ account_name, month, table, rows_before, rows_after, sum_before, sum_after }) => (
          <li key={`${table} ${account_name} ${month}`} className="tabular">
            <span className="medium">
              {account_name}, {nameOfMonth(month)}
            </span>{" "}
            <span className="secondary">
              {tableName(table).toLowerCase()}: {rows_before} before, {rows_after} now; sum {sum_before}{" "}
              before, {sum_after} now
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NotKept({ file }: { file: AdoptedFile }) {
  if (!file.could_not_keep_count) return null;
  const more = describeMore(file.could_not_keep_count, file.could_not_keep.length);
  return (
    <details>
      <summary>Not imported</summary>
      <p className="small muted">The original records are kept in a separate table.</p>
      <ul>
        {file.could_not_keep.map(({ table, row_id, reason, row }, at) => (
          <li key={`${at} ${table} ${row_id}`}>
            <span className="medium">
              {tableName(table)}
              {row_id !== null && ` ${row_id}`}
            </span>{" "}
            <span className="secondary">{reason}</span>
            <code>{describeRow(row)}</code>
          </li>
        ))}
      </ul>
      {more && <p className="small muted">{more}</p>}
    </details>
  );
}

function Changed({ file }: { file: AdoptedFile }) {
  if (!file.changed_count) return null;
  const more = describeMore(file.changed_count, file.changed.length);
  return (
    <details>
      <summary>Changed values</summary>
      <ul>
        {file.changed.map(({ table, row_id, column, was, now, reason }, at) => (
          <li key={`${at} ${table} ${row_id} ${column}`}>
            <span className="medium">
              {tableName(table)}
              {row_id !== null && ` ${row_id}`}, {column.replace(/_/g, " ")}
            </span>{" "}
            <span className="secondary">{reason}</span>
            <code>
              {describeValue(was)} → {describeValue(now)}
            </code>
          </li>
        ))}
      </ul>
      {more && <p className="small muted">{more}</p>}
    </details>
  );
}
