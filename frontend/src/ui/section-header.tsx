import type { ReactNode } from "react";
import styles from "./section-header.module.css";

interface Props {
  title: ReactNode;
  /** The id by which the section is named: `aria-labelledby`. */
  id: string;
  /** At the end of the line: a legend, a total, a switch. */
  end?: ReactNode;
  /** Beside the title. */
  children?: ReactNode;
}

/** The heading of a section, with what belongs on its line. */
export function SectionHeader({ title, id, end, children }: Props) {
  return (
    <div className={styles.header}>
      <h2 id={id}>{title}</h2>
      {children}
      {end && <span className={styles.end}>{end}</span>}
    </div>
  );
}
