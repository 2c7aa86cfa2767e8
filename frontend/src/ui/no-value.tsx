import { CircleDashed } from "lucide-react";
import { Icon } from "./icon";
import styles from "./no-value.module.css";

/** A figure of which a part is unknown. It is never shown as zero; the reason stands beside it. */
export function NoValue({ reason }: { reason: string }) {
  return (
    <span className={styles.none}>
      <Icon of={CircleDashed} />
      No value <span className={styles.reason}>{reason}</span>
    </span>
  );
}
