import type { ArchivedTable } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Pill } from "@/ui/pill";
import { nameOfTable } from "../archive";
import archiveStyles from "./archive.module.css";
import summaryStyles from "./summary.module.css";

/** One line for each file, or each sheet of it: where it goes and what becomes of its rows. */
export function ArchiveTable({ tables }: { tables: readonly ArchivedTable[] }) {
  return (
    <div
      className={cx(summaryStyles.table, archiveStyles.table)}
      role="region"
      aria-label="Result for each file"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption className="visually-hidden">Result for each file</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Account</th>
            <th scope="col" className="align-right">
              Added
            </th>
            <th scope="col" className={cx("align-right", summaryStyles.detail)}>
              With a category
            </th>
            <th scope="col" className={cx("align-right", summaryStyles.detail)}>
              Already imported
            </th>
            <th scope="col" className={cx("align-right", summaryStyles.detail)}>
              Possible duplicate
            </th>
            <th scope="col" className={cx("align-right", summaryStyles.detail)}>
              Unreadable
            </th>
            <th scope="col" className="align-right">
              Sum
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table, at) => (
            // Two folders can hold files of one name, so only the place tells them apart.
            <TableRow key={`${at} ${nameOfTable(table)}`} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableRow({ table }: { table: ArchivedTable }) {
  return (
    <tr>
      <th scope="row" className={archiveStyles.file}>
        {nameOfTable(table)}
      </th>
      {table.refused !== null ? (
        <td colSpan={7} className={cx(archiveStyles.why, "secondary")}>
          <Pill tone="warning">skipped</Pill> {table.refused}
        </td>
      ) : (
        <>
          <td>
            <span className={archiveStyles.account}>
              {table.account}
              {table.is_new_account && <Pill tone="fresh">new</Pill>}
            </span>
          </td>
          <td className="align-right tabular medium">{formatCount(table.added)}</td>
          <Count of={table.categorised} />
          <Count of={table.repeated} />
          <Count of={table.doubtful} />
          <Count of={table.unreadable} />
          <td className="align-right nowrap">
            {table.currency && <Amount minor={table.sum_minor} currency={table.currency} />}
          </td>
        </>
      )}
    </tr>
  );
}

function Count({ of }: { of: number }) {
  return (
    <td
      className={
        of
          ? cx("align-right tabular", summaryStyles.detail)
          : cx("align-right tabular", summaryStyles.detail, "muted")
      }
    >
      {formatCount(of)}
    </td>
  );
}
