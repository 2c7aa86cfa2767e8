import { X } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "@/kit/words";
import styles from "./bulk-bar.module.css";
import { IconButton } from "./button";

interface Props {
  count: number;
  /** What they add up to. */
  sum?: ReactNode;
  onClear: () => void;
  children: ReactNode;
}

/** What can be done with the selected rows. Floats over the end of the list, which leaves room for it. */
export function BulkBar({ count, sum, onClear, children }: Props) {
  return (
    <div className={styles.floating}>
      <div className={styles.bar} role="toolbar" aria-label={`${formatCount(count)} selected`}>
        <span className={styles.summary}>
          <b className="medium">{formatCount(count)} selected</b>{" "}
          {sum && <span className="muted tabular">· {sum}</span>}
        </span>
        {children}
        <IconButton icon={X} small label="Clear selection" onClick={onClear} />
      </div>
    </div>
  );
}
