import styles from "./charts.module.css";
import { segments } from "./line-chart";

const WIDTH = 64;
const HEIGHT = 18;

/** A year as a thin line with a dot at its end. The amounts stand in the table beside it. */
export function SparkLine({ label, values }: { label: string; values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const across = (at: number) => (at / (values.length - 1)) * (WIDTH - 6) + 3;
  const place = (value: number) => HEIGHT - 3 - ((value - low) / span) * (HEIGHT - 6);
  const last = values.length - 1;
  const end = values[last] ?? null;
  return (
    <svg className={styles.spark} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {segments(values).map(([from, to]) => (
        <line
          key={from}
          className={styles.sparkLine}
          x1={across(from)}
          x2={across(to)}
          y1={place(values[from] ?? 0)}
          y2={place(values[to] ?? 0)}
        />
      ))}
      {end !== null && <circle className={styles.sparkEnd} cx={across(last)} cy={place(end)} r="2" />}
    </svg>
  );
}
