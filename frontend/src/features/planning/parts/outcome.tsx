import { cx } from "@/kit/cx";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatFlow, formatSignedNet } from "@/kit/money";
import { Button } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../planning.module.css";
import { type Scenario, usePlanningActions } from "../queries";

const SHOWN = 4;

/** An accepted scenario beside what happened since. */
export function Outcome({ scenario, currency }: { scenario: Scenario; currency: string }) {
  const actions = usePlanningActions();
  const outcome = scenario.outcome[0];
  if (!outcome) return null;
  const first = Math.max(0, outcome.months.length - SHOWN);
  return (
    <section className={styles.flush} aria-labelledby="h-outcome">
      <SectionHeader
        id="h-outcome"
        title="Accepted, compared with what happened"
        end={
          scenario.status === "accepted" && (
            <Button small onClick={() => void actions.end(scenario)}>
              End this plan
            </Button>
          )
        }
      >
        {scenario.accepted_on && (
          <span className="small muted">accepted {formatDay(scenario.accepted_on)}</span>
        )}
      </SectionHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.sideways} role="region" tabIndex={0} aria-label="Planned and what happened">
        <table className={cx(tableStyles.table, styles.compare)}>
          <caption className="visually-hidden">{scenario.name}, planned and what happened</caption>
          <thead>
            <tr>
              <th scope="col">{scenario.name}</th>
              {outcome.months.slice(first).map((month) => (
                <th key={month} scope="col" className={styles.number}>
                  {formatMonth(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcome.rows.map(({ name, planned, actual }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {outcome.months.slice(first).map((month, index) => {
                  const was = actual[first + index];
                  const plan = planned[first + index] ?? 0;
                  return (
                    <td key={month} className={styles.number}>
                      {was === null || was === undefined ? (
                        <span className="muted">planned {formatFlow(plan, currency)}</span>
                      ) : (
                        <>
                          {formatFlow(was, currency)}{" "}
                          <span className="small muted">
                            {was === plan ? "as planned" : formatSignedNet(was - plan, currency)}
                          </span>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
