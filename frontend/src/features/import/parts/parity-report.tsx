import { CircleCheck, TriangleAlert } from "lucide-react";
import type { AccountParity, CategoryParity, Parity } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatMonth } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Notice } from "@/ui/notice";
import { accountLine, describeCounts } from "../parity";
import archiveStyles from "./archive.module.css";
import movingStyles from "./moving-in.module.css";
import summaryStyles from "./summary.module.css";

/** The book beside what is here: balances at its end and by month, totals by category, each difference explained. */
export function ParityReport({ parity, title }: { parity: Parity; title: string }) {
  return (
    <section className={archiveStyles.names} aria-label={title}>
      <h3>{title}</h3>
      {parity.is_exact ? (
        <Notice icon={CircleCheck}>Every balance and every total agrees to the cent.</Notice>
      ) : (
        <Notice icon={TriangleAlert} kind="warn">
          Some amounts differ and nothing explains it. The tables show where.
        </Notice>
      )}
      <p className={cx("secondary", movingStyles.counts)}>{describeCounts(parity)}</p>
      <Accounts accounts={parity.accounts} program={parity.program} />
      <Months accounts={parity.accounts} />
      <Categories categories={parity.categories} program={parity.program} />
    </section>
  );
}

function Accounts({ accounts, program }: { accounts: readonly AccountParity[]; program: string }) {
  return (
    <div
      className={cx(summaryStyles.table, movingStyles.report)}
      role="region"
      aria-label="Balances by account"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption className="visually-hidden">Balances by account</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className="align-right">
              In {program}
            </th>
            <th scope="col" className="align-right">
              Here
            </th>
            <th scope="col" className="align-right">
              Unexplained
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(accountLine).map((line) => (
            <tr key={line.key}>
              <th scope="row" className={movingStyles.name}>
                {line.name}
                {line.remark && <span className={cx("muted small", movingStyles.remark)}>{line.remark}</span>}
              </th>
              <Balance minor={line.bookMinor} currency={line.currency} />
              <Balance minor={line.hereMinor} currency={line.currency} />
              <Balance minor={line.unexplainedMinor} currency={line.currency} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Months({ accounts }: { accounts: readonly AccountParity[] }) {
  if (!accounts.some(({ months }) => months.length > 0)) return null;
  return (
    <details className={archiveStyles.unread}>
      <summary>Balances by month</summary>
      {accounts
        .filter(({ months: some }) => some.length > 0)
        .map((account) => (
          <table key={account.key} className={movingStyles.months}>
            <caption>{account.name}</caption>
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col" className="align-right">
                  In the book
                </th>
                <th scope="col" className="align-right">
                  Here
                </th>
                <th scope="col" className="align-right">
                  Unexplained
                </th>
              </tr>
            </thead>
            <tbody>
              {account.months.map((month) => (
                <tr key={month.month}>
                  <th scope="row">{formatMonth(month.month)}</th>
                  <Balance minor={month.book_minor} currency={account.currency} />
                  <Balance minor={month.here_minor} currency={account.currency} />
                  <Balance minor={month.unexplained_minor} currency={account.currency} />
                </tr>
              ))}
            </tbody>
          </table>
        ))}
    </details>
  );
}

function Categories({ categories, program }: { categories: readonly CategoryParity[]; program: string }) {
  if (categories.length === 0) return null;
  return (
    <details className={archiveStyles.unread}>
      <summary>Totals of {count(categories.length, "category", "categories")}</summary>
      <table className={movingStyles.months}>
        <caption className="visually-hidden">Totals by category</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col" className="align-right">
              In {program}
            </th>
            <th scope="col" className="align-right">
              Added
            </th>
            <th scope="col" className="align-right">
              Already here
            </th>
            <th scope="col" className="align-right">
              Left out
            </th>
            <th scope="col" className="align-right">
              Unexplained
            </th>
          </tr>
        </thead>
        <tbody>
          {categories.map((each) => (
            <tr key={`${each.name} ${each.currency}`}>
              <th scope="row" className={movingStyles.name}>
                {each.name}
              </th>
              <Total minor={each.book_minor} currency={each.currency} />
              <Total minor={each.added_minor} currency={each.currency} />
              <Total minor={each.here_before_minor} currency={each.currency} />
              <Total minor={each.left_out_minor} currency={each.currency} />
              <Total minor={each.unexplained_minor} currency={each.currency} />
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Balance({ minor, currency }: { minor: number | null; currency: string }) {
  return (
    <td className="align-right nowrap">
      {minor === null ? <span className="muted">unknown</span> : <Net minor={minor} currency={currency} />}
    </td>
  );
}

function Total({ minor, currency }: { minor: number; currency: string }) {
  return (
    <td className="align-right nowrap">
      <Amount minor={minor} currency={currency} />
    </td>
  );
}
