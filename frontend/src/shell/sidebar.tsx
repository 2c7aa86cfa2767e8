import { Bookmark, BookmarkPlus, Moon, Search } from "lucide-react";
import { Link, useLocation } from "react-router";
import { useAppInfo, useStats } from "@/entities/app/queries";
import { HealthDot } from "@/entities/banks/bank-mark";
import { syncLine } from "@/entities/banks/health";
import { useSyncState } from "@/entities/banks/queries";
import { useViews } from "@/entities/views/queries";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Mark } from "./mark";
import styles from "./navigation.module.css";
import { GROUPS, type PageEntry, pageAt, usePages } from "./page-list";
import { useThemeSwitch } from "./use-appearance";

export function Sidebar({ onPalette, onViews }: { onPalette: () => void; onViews: () => void }) {
  const pages = usePages();
  const switchTheme = useThemeSwitch();
  return (
    <nav className={styles.sidebar} aria-label="Main">
      <div className={styles.top}>
        <Mark />
        <span className={styles.name}>Budget App</span>
        <IconButton icon={Search} small label="Search and commands" keys="Mod+k" onClick={onPalette} />
      </div>
      {GROUPS.map(({ group, heading }) => (
        <Group key={group} heading={heading} pages={pages.filter((page) => page.group === group)} />
      ))}
      <Views onViews={onViews} />
      <div className={styles.foot}>
        <SyncLine />
        <Group heading={null} pages={pages.filter((page) => page.group === "foot")} />
        <button type="button" className={styles.sync} aria-label="Switch theme" onClick={switchTheme}>
          <Icon of={Moon} small />
          <span className={styles.label}>Switch theme</span>
        </button>
      </div>
    </nav>
  );
}

/** The pinned views, and the way to save the page as one. */
function Views({ onViews }: { onViews: () => void }) {
  const { pathname, search } = useLocation();
  const pinned = (useViews().data ?? []).filter(({ is_pinned }) => is_pinned);
  return (
    <>
      <h2 className={styles.viewsHead}>
        Views
        <IconButton icon={BookmarkPlus} small label="Saved views" onClick={onViews} />
      </h2>
      {pinned.length > 0 && (
        <ul className={styles.links}>
          {pinned.map((view) => (
            <li key={view.id}>
              <Link
                to={view.path}
                title={view.name}
                aria-current={view.path === pathname + search ? "page" : undefined}
              >
                <Icon of={Bookmark} />
                <span className={styles.label} aria-hidden="true">
                  {view.name}
                </span>
                <span className="visually-hidden">{view.name}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What runs, who must act, or when the banks were last read; nothing without a bank. */
function SyncLine() {
  const state = useSyncState().data;
  // Its words need to know which day it is.
  const line = useAppInfo().data && state && syncLine(state);
  if (!line) return null;
  return (
    <Link className={styles.sync} to={line.to} title={line.words}>
      <HealthDot tone={line.tone} />
      <span className={styles.label} aria-hidden="true">
        {line.words}
      </span>
      <span className="visually-hidden">{line.words}</span>
    </Link>
  );
}

function Group({ heading, pages }: { heading: string | null; pages: readonly PageEntry[] }) {
  if (!pages.length) return null;
  return (
    <>
      {heading && <h2>{heading}</h2>}
      <ul className={styles.links}>
        {pages.map((page) => (
          <li key={page.path}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PageLink({ page }: { page: PageEntry }) {
  const pages = usePages();
  const here = pageAt(pages, useLocation().pathname);
  const isHere = here === page || here?.within === page.path;
  const stats = useStats().data;
  const waiting = stats && page.badge ? page.badge(stats) : 0;
  return (
    <Link
      to={page.path}
      title={page.title}
      aria-current={isHere ? "page" : undefined}
      data-key={page.key && `g ${page.key}`}
    >
      <Icon of={page.icon} />
      <span className={styles.label} aria-hidden="true">
        {page.title}
      </span>
      {waiting > 0 && (
        <span className={cx(styles.count, styles.pending)} aria-hidden="true">
          {formatCount(waiting)}
        </span>
      )}
      <span className="visually-hidden">
        {page.title}
        {waiting > 0 && `, ${formatCount(waiting)} waiting`}
      </span>
    </Link>
  );
}
