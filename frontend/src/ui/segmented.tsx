import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import styles from "./segmented.module.css";

export interface Segment<V extends string> {
  value: V;
  label: string;
  count?: number;
}

interface Props<V extends string> {
  label: string;
  value: V;
  segments: readonly Segment<V>[];
  onChange: (value: V) => void;
  small?: boolean;
  className?: string;
  tabIndex?: number;
}

/** Two to six views of the same thing, one of which is on. */
export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
  small,
  className,
  tabIndex,
}: Props<V>) {
  return (
    <fieldset className={cx(styles.segmented, small && styles.compact, className)} aria-label={label}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          tabIndex={tabIndex}
          aria-pressed={segment.value === value}
          onClick={() => onChange(segment.value)}
        >
          {segment.label}
          {segment.count !== undefined && <span className={styles.count}>{formatCount(segment.count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
