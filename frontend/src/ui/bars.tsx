/** Bars in a row of a table or list. The figures beside them say the same, so they are not read out. */
import type { CSSProperties } from "react";
import styles from "./bars.module.css";
import { cssColor } from "./marks";

interface ShareBarProps {
  /** How much of the whole width, 0 to 1. */
  share: number;
  /** A category's colour; grey without one. */
  color?: string | null;
  /** Where a mark stands for comparison, 0 to 1: a usual month, a target. */
  tick?: number | null;
  /** Lighter, for a line below another one. */
  isFaint?: boolean;
}

/** A bar as long as a share, with a tick where one would expect it to end. */
export function ShareBar({ share, color, tick = null, isFaint }: ShareBarProps) {
  const style = {
    width: percent(share),
    "--dot": color ? cssColor(color) : "var(--color-muted-fill)",
    "--strength": isFaint ? 0.55 : 1,
  } as CSSProperties;
  return (
    <span className={styles.share} aria-hidden="true">
      {share > 0 && <span style={style} />}
      {tick !== null && <i style={{ left: percent(tick) }} />}
    </span>
  );
}

export interface StackPart {
  key: string;
  size: number;
  /** A CSS colour; the legend beside the bar uses the same. */
  color: string;
}

/** Parts of a whole in one bar. */
export function StackedBar({ parts }: { parts: readonly StackPart[] }) {
  return (
    <div className={styles.stack} aria-hidden="true">
      {parts
        .filter(({ size }) => size > 0)
        .map(({ key, size, color }) => (
          <span key={key} style={{ flexGrow: size, background: color }} />
        ))}
    </div>
  );
}

function percent(share: number): string {
  return `${Math.max(0, Math.min(1, share)) * 100}%`;
}
