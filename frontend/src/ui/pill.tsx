import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { Icon, type LucideIcon } from "./icon";
import styles from "./pill.module.css";

export type PillTone = "plain" | "good" | "warning" | "bad" | "fresh" | "off";

interface Props {
  tone?: PillTone;
  icon?: LucideIcon;
  title?: string;
  className?: string;
  children: ReactNode;
}

/** A state in a word, with an icon where colour alone would tell it. */
export function Pill({ tone = "plain", icon, title, className, children }: Props) {
  return (
    <span className={cx(styles.pill, tone !== "plain" && styles[tone], className)} title={title}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}
