import { Link } from "react-router";
import { formatCount } from "@/kit/words";
import styles from "./tabs.module.css";

export interface Tab {
  label: string;
  to: string;
  isCurrent: boolean;
  count?: number;
}

/** Views of a page, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.label}
          to={tab.to}
          aria-current={tab.isCurrent ? "page" : undefined}
          // After a click the keys act on the list, not on the tab once more.
          onClick={(event) => event.detail > 0 && event.currentTarget.blur()}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{formatCount(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
