import { CircleHelp } from "lucide-react";
import { Link } from "react-router";
import type { NetWorthDrivers } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import tableStyles from "@/ui/table.module.css";
import { type ChangePeriod, type Step, waterfall } from "../model";
import styles from "../net-worth.module.css";

interface Props {
  drivers: NetWorthDrivers;
  period: ChangePeriod;
  onPeriod: (period: ChangePeriod) => void;
}

/** Why net worth changed: by cause as a waterfall, and by group and cause as a table. Both add up. */
export function Drivers({ drivers, period, onPeriod }: Props) {
  const { from_on, to_on, before_minor, after_minor, causes, currency, left_out } = drivers;
  const steps = new Map(waterfall(drivers).map((step) => [step.key, step]));
  return (
    <>
      <section className={styles.section} aria-labelledby="h-drivers">
        <SectionHeader
          id="h-drivers"
          title="What changed it"
          end={
            <Segmented
              small
              label="Change over"
              value={period}
              segments={[
                { value: "month", label: "Month" },
                { value: "year", label: "This year" },
                { value: "1y", label: "1 year" },
                { value: "all", label: "All" },
              ]}
              onChange={onPeriod}
            />
          }
        >
          <span className="muted tabular">
            <Net minor={after_minor - before_minor} currency={currency} signed /> since {formatDay(from_on)}
          </span>
        </SectionHeader>
        <table className={styles.waterfall}>
          <caption className="visually-hidden">Causes of the change since {formatDay(from_on)}</caption>
          <tbody>
            <EndRow day={from_on} minor={before_minor} currency={currency} step={steps.get("before")} />
            {causes.map(({ cause, about, figure }) => (
              <tr key={cause}>
                <th scope="row" className={cause === "unexplained" ? "warning-text" : undefined}>
                  {figure.label}
                </th>
                <td className={styles.about}>{about}</td>
                <td>
                  <Bar step={steps.get(cause)} />
                </td>
                <td className={styles.amount}>
                  <ExplainFigure
                    figure={figure}
                    className={cause === "unexplained" ? "warning-text" : undefined}
                  >
                    <Net minor={Number(figure.value)} currency={currency} signed />
                  </ExplainFigure>
                </td>
              </tr>
            ))}
            <EndRow day={to_on} minor={after_minor} currency={currency} step={steps.get("after")} isLast />
          </tbody>
        </table>
        {left_out.map(({ name, why }) => (
          <p key={name} className={styles.note}>
            <Icon of={CircleHelp} small />
            <span>
              {name} is left out of the change: {why}
            </span>
          </p>
        ))}
      </section>
      <Matrix drivers={drivers} />
    </>
  );
}

function EndRow({
  day,
  minor,
  currency,
  step,
  isLast,
}: {
  day: string;
  minor: number;
  currency: string;
  step: Step | undefined;
  isLast?: boolean;
}) {
  return (
    <tr className={isLast ? "strong" : "medium"}>
      <th scope="row">{formatDay(day)}</th>
      <td className={styles.about} />
      <td>
        <Bar step={step} isLast={isLast} />
      </td>
      <td className={styles.amount}>
        <Net minor={minor} currency={currency} />
      </td>
    </tr>
  );
}

function Bar({ step, isLast }: { step: Step | undefined; isLast?: boolean }) {
  if (!step) return null;
  return (
    <span className={styles.bar} aria-hidden="true">
      <span
        className={cx(isLast && styles.lastBar, step.kind === "down" && styles.downBar)}
        style={{ left: `${step.left}%`, width: `${step.width}%` }}
      />
    </span>
  );
}

function Matrix({ drivers }: { drivers: NetWorthDrivers }) {
  const { groups, causes, currency, from_on, to_on, before_minor, after_minor, unexplained } = drivers;
  if (!groups.length) return null;
  return (
    <section className={styles.flush} aria-labelledby="h-matrix">
      <SectionHeader id="h-matrix" title="The same, by group">
        <span className="muted">each line and each column adds up</span>
      </SectionHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.sideways} tabIndex={0} role="region" aria-label="Change by group and cause">
        <table className={cx(tableStyles.table, styles.matrix)}>
          <caption className="visually-hidden">Change of net worth by group and cause</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">{formatDay(from_on)}</th>
              {causes.map(({ cause, figure }) => (
                <th key={cause} scope="col">
                  {figure.label}
                </th>
              ))}
              <th scope="col">{formatDay(to_on)}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((row) => (
              <tr key={row.group}>
                <th scope="row">{row.label}</th>
                <td>
                  <Net minor={row.before_minor} currency={currency} />
                </td>
                {causes.map(({ cause }) => (
                  <td
                    key={cause}
                    className={cause === "unexplained" && row.causes[cause] ? "warning-text" : undefined}
                  >
                    {row.causes[cause] ? (
                      <Net minor={row.causes[cause]} currency={currency} signed />
                    ) : (
                      <span className="muted">–</span>
                    )}
                  </td>
                ))}
                <td className="medium">
                  <Net minor={row.after_minor} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Net worth</th>
              <td>
                <Net minor={before_minor} currency={currency} />
              </td>
              {causes.map(({ cause, figure }) => (
                <td key={cause} className={cause === "unexplained" ? "warning-text" : undefined}>
                  <Net minor={Number(figure.value)} currency={currency} signed />
                </td>
              ))}
              <td>
                <Net minor={after_minor} currency={currency} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {unexplained.map(({ account_id, name, value_minor }) => (
        <p key={name} className={styles.note}>
          <Icon of={CircleHelp} small />
          <span>
            <span className="warning-text tabular">
              <Net minor={value_minor} currency={currency} signed /> unexplained.
            </span>{" "}
            {name}: a stated balance differs from what its transactions reach.{" "}
            {account_id !== null && (
              <Link className="link" to={`/data?account_id=${account_id}`}>
                Show its transactions
              </Link>
            )}
          </span>
        </p>
      ))}
    </section>
  );
}
