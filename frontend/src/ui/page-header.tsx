import type { ReactNode } from "react";
import { Link } from "react-router";
import layoutStyles from "./layout.module.css";
import styles from "./page-header.module.css";

/** The bar at the top of a page: its name, what it is about, its acts. */
export function PageHeader({
  title,
  parent,
  about,
  children,
}: {
  title: string;
  /** The page this one belongs to. */
  parent?: { title: string; to: string };
  about?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className={layoutStyles.header}>
      {parent && (
        <>
          <Link className={styles.parent} to={parent.to}>
            {parent.title}
          </Link>
          <span className={styles.slash} aria-hidden="true">
            /
          </span>
        </>
      )}
      <h1>{title}</h1>
      {about && <span className="muted tabular hide-on-phone truncate">{about}</span>}
      {children}
    </header>
  );
}
