import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { formatNet, formatSignedNet } from "@/kit/money";
import { Delta } from "@/ui/delta";
import { CategoryDot } from "@/ui/marks";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../cash-flow.module.css";
import { type CashFlow, type CashLine, daysQuery, nameOf } from "../model";

const SIDES = [
  { side: "in", label: "Money in" },
  { side: "out", label: "Money out" },
] as const;

/** Each cause of the period beside its usual by the same day, those that moved most first. */
export function DriversTable({ flow }: { flow: CashFlow }) {
  const { currency, lines, shown, kind } = flow;
  return (
    <section className={styles.section} aria-labelledby="h-moved">
      <div className={styles.heading}>
        <SectionHeader id="h-moved" title="What moved it">
          <span className="small muted">against the median of earlier periods by the same day</span>
        </SectionHeader>
      </div>
      <table className={cx(tableStyles.table, styles.table)}>
        <caption className="visually-hidden">What moved cash flow</caption>
        <thead>
          <tr>
            <th scope="col">Moved by</th>
            <th scope="col" className={styles.number}>
              {kind === "month" ? nameOf(kind, shown).split(" ")[0] : "This period"}
            </th>
            <th scope="col" className={styles.number}>
              Usual
            </th>
            <th scope="col" className={cx(styles.number, styles.wide)}>
              Difference
            </th>
          </tr>
        </thead>
        {SIDES.map(({ side, label }) => {
          const mine = lines.filter((line) => line.side === side).sort(byDifference);
          if (!mine.length) return null;
          return (
            <tbody key={side}>
              <tr className={tableStyles.group}>
                <th scope="rowgroup" colSpan={4}>
                  <b>{label}</b>
                </th>
              </tr>
              {mine.map((line) => (
                <tr key={line.key ?? ""}>
                  <th scope="row">
                    <CategoryDot color={line.color} />{" "}
                    {line.key ? (
                      <Link to={`/data?category=${encodeURIComponent(line.key)}&${daysQuery(shown)}`}>
                        {line.name}
                      </Link>
                    ) : (
                      line.name
                    )}
                  </th>
                  <td className={styles.number}>
                    {side === "in"
                      ? formatSignedNet(line.amount_minor, currency)
                      : formatNet(line.amount_minor, currency)}
                  </td>
                  <td className={styles.number}>
                    {line.usual_minor === null ? "–" : formatNet(line.usual_minor, currency)}
                  </td>
                  <td className={cx(styles.number, styles.wide)}>
                    {line.usual_minor === null ? (
                      "–"
                    ) : side === "in" ? (
                      formatSignedNet(line.amount_minor - line.usual_minor, currency)
                    ) : (
                      <Delta minor={line.amount_minor} than={line.usual_minor} currency={currency} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}

function byDifference(one: CashLine, other: CashLine): number {
  const moved = ({ amount_minor, usual_minor }: CashLine) =>
    Math.abs(amount_minor - (usual_minor ?? amount_minor));
  return moved(other) - moved(one) || other.amount_minor - one.amount_minor;
}
