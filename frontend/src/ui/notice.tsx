import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { Icon, type LucideIcon } from "./icon";
import styles from "./notice.module.css";

type NoticeKind = "plain" | "warn" | "bad";

/** A remark that stays where it belongs. */
export function Notice({
  icon,
  kind = "plain",
  children,
  act,
}: {
  icon: LucideIcon;
  kind?: NoticeKind;
  children: ReactNode;
  act?: ReactNode;
}) {
  return (
    <div role="note" className={cx(styles.notice, kind !== "plain" && styles[kind])}>
      <Icon of={icon} />
      <span className="grow">{children}</span>
      {act}
    </div>
  );
}
