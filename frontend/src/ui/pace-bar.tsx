import { cx } from "@/kit/cx";
import { barOf } from "./pace";
import styles from "./progress.module.css";

interface Props {
  /** What may be spent, with what was carried in. */
  available: number;
  spent: number;
  /** How much of the month is gone, 0 to 1; null for what does not go by days. */
  pace: number | null;
  label?: string;
}

/** Grey up to the pace, amber ahead of it, red over the budget: the coloured length is the size of the problem. */
export function PaceBar({ available, spent, pace, label }: Props) {
  const bar = barOf({ available, spent, pace });
  const words = [
    `${bar.percent} percent used`,
    pace === null ? null : `${Math.round(pace * 100)} percent of the month gone`,
  ];
  return (
    <span className={styles.track} role="img" aria-label={label ?? words.filter(Boolean).join(", ")}>
      <span className={cx(styles.fill, styles.calm)} style={{ width: `${bar.calm}%` }} />
      {bar.ahead > 0 && (
        <span
          className={cx(styles.fill, styles.warn)}
          style={{ left: `${bar.calm}%`, width: `${bar.ahead}%` }}
        />
      )}
      {bar.over > 0 && (
        <>
          <span className={cx(styles.fill, styles.danger)} style={{ left: `${100 - bar.over}%`, right: 0 }} />
          <span className={styles.limit} style={{ left: `${100 - bar.over}%` }} />
        </>
      )}
      {bar.tick !== null && <span className={styles.tick} style={{ left: `${bar.tick}%` }} />}
    </span>
  );
}
