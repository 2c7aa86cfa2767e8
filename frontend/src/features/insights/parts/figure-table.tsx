import { ArrowDown, ArrowUp } from "lucide-react";
import { SparkLine } from "@/charts/spark-line";
import { cx } from "@/kit/cx";
import { type Figure, formatValue } from "@/kit/figure";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import tableStyles from "@/ui/table.module.css";
import styles from "../insights.module.css";
import type { SnapshotLine } from "../queries";

const GROUPS: Record<SnapshotLine["group"], string> = {
  month: "This month",
  category: "What it went for",
  cash_flow: "What is kept",
  recurring: "Recurring",
  budget: "Budget",
  accounts: "Accounts and net worth",
};

/** Every figure with what it is compared with; each opens its terms. */
export function FigureTable({ lines, current }: { lines: readonly SnapshotLine[]; current: string | null }) {
  const groups = Object.entries(GROUPS)
    .map(([group, label]) => ({ label, lines: lines.filter((line) => line.group === group) }))
    .filter((group) => group.lines.length > 0);
  return (
    <table className={cx(tableStyles.table, styles.figures)}>
      <caption className="visually-hidden">Figures</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className={styles.value}>
            Value
          </th>
          <th scope="col" className={styles.against}>
            Against
          </th>
          <th scope="col" className={styles.change}>
            Change
          </th>
          <th scope="col" className={styles.months}>
            12 months
          </th>
        </tr>
      </thead>
      {groups.map(({ label, lines }) => (
        <tbody key={label}>
          <tr className={tableStyles.group}>
            <th scope="rowgroup">
              <b>{label}</b>
            </th>
            <td className={styles.value} />
            <td className={styles.against} />
            <td className={styles.change} />
            <td className={styles.months} />
          </tr>
          {lines.map((line) => (
            <FigureRow key={line.figure.id} line={line} isCurrent={current === line.figure.id} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function FigureRow({ line, isCurrent }: { line: SnapshotLine; isCurrent: boolean }) {
  const { figure, against, months } = line;
  const isIncomplete = figure.completeness.missing.length > 0;
  return (
    <tr className={cx(isCurrent && tableStyles.current)} data-row={figure.id}>
      <th scope="row" className="truncate">
        {figure.label}
        {figure.value !== null && isIncomplete && <span className={styles.incomplete}> incomplete</span>}
      </th>
      <td className={styles.value}>
        <ExplainFigure figure={figure} className="medium">
          {figure.value === null ? (
            <span className="warning-text">No value</span>
          ) : (
            formatValue(figure.value, figure.unit)
          )}
        </ExplainFigure>
      </td>
      <td className={styles.against}>
        {against && against.value !== null && (
          <>
            {against.label.toLowerCase()} {formatValue(against.value, against.unit)}
          </>
        )}
      </td>
      <td className={styles.change}>{line.change && <Change line={line} change={line.change} />}</td>
      <td className={styles.months}>
        {months.length > 1 && <SparkLine label={`${figure.label} in twelve months`} values={months} />}
      </td>
    </tr>
  );
}

/** By how much it differs: amber only where more is bad and clearly more. */
function Change({ line, change }: { line: SnapshotLine; change: Figure }) {
  const by = Number(change.value);
  const than = Number(line.against?.value);
  if (!by) return "as usual";
  const share = than > 0 ? Math.round((Math.abs(by) / than) * 100) : null;
  const isBad = line.more_is === "bad" && by > 0 && (share ?? 0) > 10;
  return (
    <span className={cx(isBad && "warning-text")}>
      <Icon of={by > 0 ? ArrowUp : ArrowDown} small />
      <span className="visually-hidden">{by > 0 ? "more by" : "less by"} </span>
      {formatValue(Math.abs(by), change.unit)}
      {share !== null && share < 1000 && ` · ${share}%`}
    </span>
  );
}
