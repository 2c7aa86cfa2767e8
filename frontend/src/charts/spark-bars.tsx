import styles from "./charts.module.css";

const HEIGHT = 18;

/** A year in small bars; the last one is dark. The amounts stand in the table beside it. */
export function SparkBars({ label, values }: { label: string; values: readonly number[] }) {
  if (!values.length) return null;
  const top = Math.max(1, ...values);
  return (
    <svg className={styles.spark} width={values.length * 7 - 2} height={HEIGHT} role="img" aria-label={label}>
      {values.map((value, at) => {
        const height = value > 0 ? Math.max(1, Math.round((value / top) * HEIGHT)) : 0;
        return (
          <rect
            key={at}
            className={at === values.length - 1 ? styles.latest : undefined}
            x={at * 7}
            y={HEIGHT - height}
            width="5"
            height={height}
          />
        );
      })}
    </svg>
  );
}
