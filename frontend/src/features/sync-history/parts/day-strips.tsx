import type { BankConnection, SyncSummary } from "@/api/types";
import { useToday } from "@/entities/app/queries";
import { HealthDot } from "@/entities/banks/bank-mark";
import { healthWords, providerName } from "@/entities/banks/health";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { type DayState, dayStates, dayWords } from "../model";
import styles from "../sync-history.module.css";

const CELLS: Record<DayState, string | undefined> = {
  good: undefined,
  partial: styles.partial,
  failed: styles.failed,
  needs_you: styles.needsYou,
  none: styles.none,
};

const LEGEND: readonly { state: DayState; words: string }[] = [
  { state: "good", words: "good" },
  { state: "none", words: "not asked" },
  { state: "needs_you", words: "needs you" },
  { state: "failed", words: "failed" },
];

/** One cell a day for each bank. */
export function DayStrips({
  summary,
  connections,
}: {
  summary: SyncSummary;
  connections: readonly BankConnection[];
}) {
  const asOf = useToday();
  return (
    <section className={styles.strips} aria-labelledby="h-strips">
      <div className={styles.stripsHead}>
        <h2 id="h-strips">{summary.days} days</h2>
        <span className={styles.legend} aria-hidden="true">
          {LEGEND.map(({ state, words }) => (
            <span key={state}>
              <i className={cx(styles.day, CELLS[state])} />
              {words}
            </span>
          ))}
        </span>
      </div>
      <ul>
        {connections.map((connection) => {
          const { tone, title } = healthWords(connection);
          const states = dayStates(summary, connection, tone === "needs_you", asOf);
          const words = dayWords(states);
          return (
            <li key={connection.id}>
              <HealthDot tone={tone} />
              <span className="truncate">
                <span className="medium">{connection.name}</span>{" "}
                <span className={styles.note}>{providerName(connection.provider)}</span>
              </span>
              <span className={styles.days} role="img" aria-label={`${connection.name}: ${words}. ${title}.`}>
                {states.map(({ day, state }) => (
                  <i key={day} className={cx(styles.day, CELLS[state])} title={formatDay(day, asOf)} />
                ))}
              </span>
              <span
                className={cx(
                  styles.dayCount,
                  tone === "needs_you" && styles.warnText,
                  tone === "broken" && styles.badText,
                )}
              >
                {tone === "good" || tone === "waiting" ? words.split(" days")[0] : title}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
