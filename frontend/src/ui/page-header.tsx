import type { ReactNode } from "react";
import layoutStyles from "./layout.module.css";

/** The bar at the top of a page: its name, what it is about, its acts. */
export function PageHeader({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className={layoutStyles.header}>
      <h1>{title}</h1>
      {about && <span className="muted tabular hide-on-phone truncate">{about}</span>}
      {children}
    </header>
  );
}
