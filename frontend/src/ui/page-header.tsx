import type { ReactNode } from "react";

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
    <header className="bar">
      <h1>{title}</h1>
      {about && <span className="ink3 num hide-s trunc">{about}</span>}
      {children}
    </header>
  );
}
