import type { ReactNode } from "react";

/** One cell of a row. */
export function Cell({ className, children }: { className?: string; children?: ReactNode }) {
  return (
    <div role="gridcell" className={className}>
      {children}
    </div>
  );
}

/** One heading of a column. */
export function HeadCell({
  className,
  sort,
  children,
}: {
  className?: string;
  sort?: "ascending" | "descending" | "none";
  children?: ReactNode;
}) {
  return (
    <div role="columnheader" className={className} aria-sort={sort}>
      {children}
    </div>
  );
}
