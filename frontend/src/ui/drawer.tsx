import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { IconButton } from "./button";
import styles from "./drawer.module.css";

interface Props {
  title: ReactNode;
  label: string;
  onClose: () => void;
  acts?: ReactNode;
  footer?: ReactNode;
  /** Wide enough for a form. */
  isWide?: boolean;
  children: ReactNode;
}

/** A drawer beside the list: docked when there is room, over the list when there is not. */
export function Drawer({ title, label, onClose, acts, footer, isWide, children }: Props) {
  useShortcuts("Drawer", [{ keys: "Escape", label: "Close", run: onClose }]);
  return (
    <aside className={cx(styles.drawer, isWide && styles.wide)} aria-label={label}>
      <header>
        <h2 className="grow truncate">{title}</h2>
        {acts}
        <IconButton icon={X} small label="Close" onClick={onClose} keys="Escape" />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label={label}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </aside>
  );
}
