import type { LucideIcon } from "lucide-react";
import { cx } from "@/kit/cx";

export type { LucideIcon };

/** A drawn sign beside a word. It never stands for the word: whoever uses it alone gives the control a label. */
export function Icon({
  of: Drawn,
  small,
  className,
}: {
  of: LucideIcon;
  small?: boolean;
  className?: string;
}) {
  return <Drawn className={cx("icon", small && "icon-small", className)} aria-hidden="true" />;
}
