import { ChevronRight } from "lucide-react";
import { Icon } from "./icon";
import styles from "./twist.module.css";

/** Opens and closes what lies under a row. */
export function Twist({ label, isOpen, onToggle }: { label: string; isOpen: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      className={styles.twist}
      aria-expanded={isOpen}
      aria-label={label}
      onClick={onToggle}
    >
      <Icon of={ChevronRight} small />
    </button>
  );
}
