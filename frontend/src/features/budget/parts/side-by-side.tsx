import { cx } from "@/kit/cx";
import { Net } from "@/ui/amount";
import { CategoryDot } from "@/ui/marks";
import { PaceBar } from "@/ui/pace-bar";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../budget.module.css";
import { type Line, lineKey, PER_PERIOD, PERIOD_NAMES, VIEWS } from "../model";

/** What each line spent in every period, and in its own one against what it may spend. */
export function SideBySide({ lines }: { lines: readonly Line[] }) {
  // Monthly lines alone say nothing more here than above.
  const shown = lines.filter((line) => !line.is_inside || line.period !== "month");
  if (!shown.some((line) => line.period !== "month")) return null;
  return (
    <section className={styles.section} aria-labelledby="h-periods">
      <SectionHeader id="h-periods" title="Periods side by side">
        <span className="muted">spent, against the budget in its own period</span>
      </SectionHeader>
      <div
        className={styles.scroll}
        role="region"
        aria-label="Spent by period"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className={cx(tableStyles.table, styles.periods)}>
          <caption className="visually-hidden">Spent by period</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {VIEWS.map((view) => (
                <th key={view} scope="col" className="align-right">
                  {PERIOD_NAMES[view]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={lineKey(line)}>
                <th scope="row">
                  <span className="inline-row">
                    <CategoryDot color={line.color} />
                    <span className="truncate">{line.category_name}</span>
                    {!VIEWS.includes(line.period) && (
                      <span className="small muted">{PER_PERIOD[line.period]}</span>
                    )}
                  </span>
                </th>
                {VIEWS.map((view) => (
                  <td key={view} className={cx("align-right", view === line.period && styles.own)}>
                    {view === line.period ? <Own line={line} /> : <Other line={line} view={view} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Own({ line }: { line: Line }) {
  const { own, currency, is_fixed } = line;
  const available = own.left_minor + own.spent_minor;
  return (
    <span className={styles.ownCell}>
      <span>
        <b className="medium">
          <Net minor={own.spent_minor} currency={currency} />
        </b>{" "}
        of <Net minor={available} currency={currency} />
      </span>
      <PaceBar
        available={available}
        spent={own.spent_minor}
        pace={is_fixed || own.elapsed <= 0 || own.elapsed >= 1 ? null : own.elapsed}
      />
      {own.per_day_minor !== null && !is_fixed && (
        <span className="small muted">
          <Net minor={own.per_day_minor} currency={currency} /> a day left
        </span>
      )}
    </span>
  );
}

function Other({ line, view }: { line: Line; view: keyof Line["side_by_side"] }) {
  const spent = line.side_by_side[view];
  return spent === undefined ? null : <Net minor={spent} currency={line.currency} className="muted" />;
}
