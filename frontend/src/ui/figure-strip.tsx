import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./figure-strip.module.css";

export interface StripFigure {
  label: string;
  value: ReactNode;
  /** A second line, smaller: how many, since when, against what. */
  note?: ReactNode;
  /** How it joins the figure before it. */
  operator?: "+" | "−" | "=";
  /** The answer of the page, in the one large size. */
  isAnswer?: boolean;
  /** Stands beside the sum, not in it. */
  isBeside?: boolean;
}

/** Figures that are one sum, in one row, with the operators on the lines between them. */
export function FigureStrip({ label, figures }: { label: string; figures: readonly StripFigure[] }) {
  return (
    <dl className={styles.strip} aria-label={label}>
      {figures.map(({ label, value, note, operator, isAnswer, isBeside }) => (
        <div key={label} className={cx(isAnswer && styles.answer, isBeside && styles.beside)}>
          {operator && (
            <span className={styles.operator} aria-hidden="true">
              {operator}
            </span>
          )}
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
