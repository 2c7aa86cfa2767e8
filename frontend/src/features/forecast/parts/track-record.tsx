import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet, formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../forecast.module.css";
import { type Line, type TrackRecord as Record, trackRecord } from "../model";
import type { Forecast } from "../queries";

/** The error of the forecast beside those of simpler methods, for the same past days. */
function Baselines({ of, currency }: { of: NonNullable<Record["baselines"]>; currency: string }) {
  const rows = [
    { name: "This forecast", off: of.ours },
    { name: "Only what recurs", off: of.schedulesOnly },
    { name: "Average of 90 days", off: of.burn },
  ];
  return (
    <table className={cx(tableStyles.table, styles.baselines)}>
      <caption className="visually-hidden">Compared with simpler methods</caption>
      <thead>
        <tr>
          <th scope="col">Made again for {count(of.days, "past day")}</th>
          <th scope="col" className={styles.number}>
            Off by
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, off }, at) => (
          <tr key={name}>
            <th scope="row" className={at === 0 ? "medium" : undefined}>
              {name}
            </th>
            <td className={cx(styles.number, at === 0 && "medium")}>±{formatSize(off, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What earlier forecasts said about the 30th day after them, and what was. */
export function TrackRecord({ forecast, line }: { forecast: Forecast; line: Line }) {
  const record = trackRecord(forecast, line.account_id);
  const money = (minor: number) => formatNet(minor, line.currency);
  return (
    <section className={styles.flush} aria-labelledby="h-record">
      <SectionHeader
        id="h-record"
        title="How good it was"
        end={<span className="small muted">30 days ahead</span>}
      />
      {record === null ? (
        <p className={cx("secondary", styles.none)}>
          The first forecast can be compared 30 days after it was made.
        </p>
      ) : (
        <>
          <table className={cx(tableStyles.table, styles.record)}>
            <caption className="visually-hidden">What forecasts said, and what was</caption>
            <thead>
              <tr>
                <th scope="col">Made</th>
                <th scope="col" className={styles.number}>
                  Said
                </th>
                <th scope="col" className={styles.number}>
                  Was
                </th>
                <th scope="col" className={styles.number}>
                  Off by
                </th>
              </tr>
            </thead>
            <tbody>
              {record.rows.slice(-8).map((score) => (
                <tr key={score.made_on}>
                  <td>{formatDay(score.made_on)}</td>
                  <td className={styles.number}>{money(score.said_minor)}</td>
                  <td className={styles.number}>{money(score.was_minor)}</td>
                  <td
                    className={cx(styles.number, score.is_inside === false && "warning-text")}
                    title={score.is_inside === false ? "outside of the 80% band" : undefined}
                  >
                    {formatSignedNet(score.off_minor, line.currency)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.none}>
            Off by ±{formatSize(record.meanOff, line.currency)} on average.
            {record.judged > 0 && ` ${record.inside} of ${record.judged} lay inside the band.`}
            {!record.isKept &&
              " These were made again for past days with only what was known then; kept forecasts take their place once they are 30 days old."}
          </p>
          {record.baselines && <Baselines of={record.baselines} currency={line.currency} />}
        </>
      )}
    </section>
  );
}
