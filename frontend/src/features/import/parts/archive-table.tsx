import type { ArchivedTable } from "@/api/types";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { nameOfTable } from "../archive";
import "./summary.css";

/** One line for each file, or each sheet of it: where it goes and what becomes of its rows. */
export function ArchiveTable({ tables }: { tables: readonly ArchivedTable[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div className="sum-table arc-table" role="region" aria-label="Result for each file" tabIndex={0}>
      <table>
        <caption className="sr">Result for each file</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Account</th>
            <th scope="col" className="r">
              Added
            </th>
            <th scope="col" className="r more">
              With a category
            </th>
            <th scope="col" className="r more">
              Already imported
            </th>
            <th scope="col" className="r more">
              Possible duplicate
            </th>
            <th scope="col" className="r more">
              Unreadable
            </th>
            <th scope="col" className="r">
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
      <th scope="row" className="arc-file">
        {nameOfTable(table)}
      </th>
      {table.refused !== null ? (
        <td colSpan={7} className="arc-why ink2">
          <span className="pill warn">skipped</span> {table.refused}
        </td>
      ) : (
        <>
          <td>
            <span className="arc-account">
              {table.account}
              {table.is_new_account && <span className="pill new">new</span>}
            </span>
          </td>
          <td className="r num med">{formatCount(table.added)}</td>
          <Count of={table.categorised} />
          <Count of={table.repeated} />
          <Count of={table.doubtful} />
          <Count of={table.unreadable} />
          <td className="r nowrap">
            {table.currency && <Amount minor={table.sum_minor} currency={table.currency} />}
          </td>
        </>
      )}
    </tr>
  );
}

function Count({ of }: { of: number }) {
  return <td className={of ? "r num more" : "r num more ink3"}>{formatCount(of)}</td>;
}
