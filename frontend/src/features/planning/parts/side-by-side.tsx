import { LineChart } from "@/charts/line-chart";
import { cx } from "@/kit/cx";
import { addDays, formatDay, formatMonth } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../planning.module.css";
import type { Planning } from "../queries";

type Column = Planning["columns"][number];

const ROWS: readonly { label: string; sign?: "−" | "="; of: (column: Column) => number }[] = [
  { label: "Income", of: ({ income_minor }) => income_minor },
  { label: "Bills, loans, subscriptions", sign: "−", of: ({ bills_minor }) => bills_minor },
  { label: "Everyday spending", sign: "−", of: ({ everyday_minor }) => everyday_minor },
  { label: "Goals", sign: "−", of: ({ goals_minor }) => goals_minor },
  { label: "Left over in 12 months", sign: "=", of: ({ left_minor }) => left_minor },
];

/** Each scenario as a column beside how things are; what differs stands in grey. */
export function SideBySide({ planning, current }: { planning: Planning; current: number }) {
  const { columns, currency, as_of } = planning;
  const plain = columns[0];
  if (!plain)
    return (
      <section className={styles.section}>
        <p className="secondary">No account has a balance yet, so there is nothing to compare with.</p>
      </section>
    );
  const shown = columns.find(({ scenario_id }) => scenario_id === current) ?? plain;
  return (
    <>
      <section className={styles.flush} aria-labelledby="h-side">
        <SectionHeader id="h-side" title="Side by side">
          <span className="small muted">the next 12 months; what differs stands in grey</span>
        </SectionHeader>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div className={styles.sideways} role="region" tabIndex={0} aria-label="Scenarios side by side">
          <table className={cx(tableStyles.table, styles.compare)}>
            <caption className="visually-hidden">Scenarios side by side</caption>
            <thead>
              <tr>
                <th scope="col">12 months from {formatDay(as_of)}</th>
                {columns.map(({ scenario_id, name }) => (
                  <th key={scenario_id ?? 0} scope="col" className={styles.number}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ROWS.map(({ label, sign, of }) => (
                <tr key={label} className={sign === "=" ? styles.total : undefined}>
                  <th scope="row">
                    <span className={styles.sign}>{sign}</span>
                    {label}
                  </th>
                  {columns.map((column) => (
                    <td
                      key={column.scenario_id ?? 0}
                      className={cx(styles.number, column.scenario_id === current && styles.current)}
                    >
                      {formatNet(of(column), currency)}
                      {column !== plain && (
                        <span className="small muted">
                          {" "}
                          {of(column) === of(plain)
                            ? "same"
                            : formatSignedNet(of(column) - of(plain), currency)}
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">
                  <span className={styles.sign} />
                  Lowest of all accounts
                </th>
                {columns.map((column) => (
                  <td
                    key={column.scenario_id ?? 0}
                    className={cx(styles.number, column.scenario_id === current && styles.current)}
                  >
                    {formatNet(column.lowest_minor, currency)}{" "}
                    <span className="small muted">{formatDay(column.lowest_on)}</span>
                  </td>
                ))}
              </tr>
              <tr>
                <th scope="row">
                  <span className={styles.sign} />
                  An account falls below zero
                </th>
                {columns.map((column) => (
                  <td
                    key={column.scenario_id ?? 0}
                    className={cx(styles.number, column.scenario_id === current && styles.current)}
                  >
                    {column.below_zero_on ? (
                      <span className="danger-text">{formatDay(column.below_zero_on)}</span>
                    ) : (
                      "no"
                    )}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      </section>
      <section className={styles.section} aria-labelledby="h-all">
        <SectionHeader id="h-all" title="All accounts">
          <span className="small muted">grey as it is, blue {shown.name}</span>
        </SectionHeader>
        <LineChart
          label={`All accounts in 12 months, as it is and with ${shown.name}`}
          currency={currency}
          series={[
            { look: "other", values: plain.balances },
            { look: "current", values: shown.balances },
          ]}
          axis={plain.balances.flatMap((_, at) =>
            at % 3 === 0 ? [{ at, text: formatMonth(addDays(as_of, at * 30).slice(0, 7)) }] : [],
          )}
          describe={(at) =>
            `${formatDay(addDays(as_of, at * 30))}: as it is ${formatNet(plain.balances[at] ?? 0, currency)}, ${shown.name} ${formatNet(shown.balances[at] ?? 0, currency)}`
          }
          rest={plain.balances.length - 1}
        />
      </section>
    </>
  );
}
