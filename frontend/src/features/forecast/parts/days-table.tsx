import { useState } from "react";
import { cx } from "@/kit/cx";
import { formatWeekday } from "@/kit/dates";
import { formatFlow, formatNet, formatSignedNet } from "@/kit/money";
import { LinkButton } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import tableStyles from "@/ui/table.module.css";
import styles from "../forecast.module.css";
import { daysOf, daysThatMatter, type Line } from "../model";
import { type Forecast, useAcceptedSeries } from "../queries";

const SHOWN = 20;

/** What each day is made of. */
export function DaysTable({ forecast, line }: { forecast: Forecast; line: Line }) {
  const [kind, setKind] = useState<"matter" | "every">("matter");
  const [isWhole, setWhole] = useState(false);
  const every = daysOf(forecast, line, useAcceptedSeries());
  const days = kind === "every" ? every : daysThatMatter(every);
  const shown = isWhole ? days : days.slice(0, SHOWN);
  const { currency } = line;
  return (
    <section className={styles.flush} aria-labelledby="h-days">
      <SectionHeader
        id="h-days"
        title="What each day is made of"
        end={
          <Segmented
            small
            label="Days"
            value={kind}
            segments={[
              { value: "matter", label: "Days that matter" },
              { value: "every", label: "Every day" },
            ]}
            onChange={setKind}
          />
        }
      >
        <span className="small muted hide-on-phone">{line.name}</span>
      </SectionHeader>
      {days.length === 0 ? (
        <p className={cx("secondary", styles.none)}>Nothing is expected on a certain day.</p>
      ) : (
        <table className={cx(tableStyles.table, styles.days)}>
          <caption className="visually-hidden">What each day ahead is made of</caption>
          <thead>
            <tr>
              <th scope="col">Day and its items</th>
              <th scope="col" className={cx(styles.origin, styles.wide)}>
                Comes from
              </th>
              <th scope="col" className={styles.number}>
                Change
              </th>
              <th scope="col" className={styles.number}>
                Balance
              </th>
              <th scope="col" className={cx(styles.between, styles.wide)}>
                80% between
              </th>
            </tr>
          </thead>
          {shown.map((day) => (
            <tbody key={day.on}>
              <tr className={styles.day}>
                <th scope="rowgroup">{formatWeekday(day.on)}</th>
                <td className={styles.wide} />
                <td className={cx(styles.number, "secondary")}>{formatSignedNet(day.change, currency)}</td>
                <td
                  className={cx(
                    styles.number,
                    day.balance < 0 && line.below_zero_on ? "danger-text" : "medium",
                  )}
                >
                  {formatNet(day.balance, currency)}
                </td>
                <td className={cx(styles.between, styles.wide, "secondary")}>
                  {day.low !== null &&
                    day.high !== null &&
                    `${formatNet(day.low, currency)} to ${formatNet(day.high, currency)}`}
                </td>
              </tr>
              {day.items.map((item, at) => (
                <tr key={at}>
                  <td className={styles.item}>{item.name}</td>
                  <td className={cx(styles.origin, styles.wide, "secondary")}>{item.origin}</td>
                  <td className={styles.number}>{formatFlow(item.minor, currency)}</td>
                  <td />
                  <td className={styles.wide} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      )}
      {days.length > SHOWN && !isWhole && (
        <p className={styles.none}>
          <LinkButton className="link" onClick={() => setWhole(true)}>
            Show all {days.length} days
          </LinkButton>
        </p>
      )}
    </section>
  );
}
