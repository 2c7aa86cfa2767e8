import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./columns.module.css";

interface Props {
  main: ReactNode;
  aside: ReactNode;
  /** Both are equally wide; otherwise the second is a narrow column. */
  isEven?: boolean;
}

/** Two columns of sections, one below the other where the window is narrow. */
export function Columns({ main, aside, isEven }: Props) {
  return (
    <div className={cx(styles.columns, isEven && styles.even)}>
      <div className={styles.main}>{main}</div>
      <div>{aside}</div>
    </div>
  );
}
