import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./legend.module.css";

/** How a series is drawn: the same mark stands in the chart. */
export type LegendMark = "current" | "likely" | "dashed" | "tick" | "line" | "other";

/** What one mark of a chart or a bar means. */
export function LegendEntry({ mark, children }: { mark: LegendMark; children: ReactNode }) {
  return (
    <span className={styles.entry}>
      <span className={styles[mark]} aria-hidden="true" />
      {children}
    </span>
  );
}

/** The caption of a figure: what its marks mean. */
export function Legend({ className, children }: { className?: string; children: ReactNode }) {
  return <figcaption className={cx(styles.legend, className)}>{children}</figcaption>;
}
