import { cx } from "@/kit/cx";
import styles from "./progress.module.css";

interface Props {
  label: string;
  done: number;
  total: number;
  thin?: boolean;
  className?: string;
}

/** Work under way, as far as it has come. */
export function Progress({ label, done, total, thin, className }: Props) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <span
      className={cx(styles.track, thin && styles.thin, className)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuenow={done}
      aria-valuemax={total}
    >
      <span className={styles.fill} style={{ width: `${share * 100}%` }} />
    </span>
  );
}
