import { CircleAlert, type LucideIcon } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { sentenceFor } from "@/api/errors";
import { Button } from "./button";
import { Icon } from "./icon";
import styles from "./states.module.css";

/** What a list shows when there is nothing in it, and what one could do about that. */
export function EmptyState({
  icon,
  title,
  children,
  act,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  act?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <Icon of={icon} />
      <b className="medium">{title}</b>
      {children && <span>{children}</span>}
      {act}
    </div>
  );
}

/** What a list shows when it could not be fetched. */
export function FailedState({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: unknown;
  onRetry: () => void;
}) {
  return (
    <div className={styles.empty} role="alert">
      <Icon of={CircleAlert} className={styles.failed} />
      <b className="medium">{title}</b>
      <span>{sentenceFor(error)}</span>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

const WIDTHS = [132, 96, 160, 112, 144, 88, 120];

/** Grey rows where real ones will be. */
export function LoadingRows({ rows = 12, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.loadingRow} aria-hidden="true">
          <Bar width={14} />
          <Bar width={WIDTHS[row % 7] ?? 120} />
          <Bar width={WIDTHS[(row + 3) % 7] ?? 120} />
          <span className="grow" />
          <Bar width={56} />
          <Bar width={80} />
        </div>
      ))}
    </div>
  );
}

function Bar({ width }: { width: number }) {
  return <span className={styles.skeleton} style={{ width } as CSSProperties} />;
}
