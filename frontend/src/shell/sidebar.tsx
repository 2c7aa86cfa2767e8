import { Moon, Search } from "lucide-react";
import { Link, useLocation } from "react-router";
import { post } from "@/api/client";
import { useStats } from "@/entities/app/queries";
import { applyTheme, shownTheme } from "@/kit/appearance";
import { formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Mark } from "./mark";
import { GROUPS, type PageEntry, pageAt, usePages } from "./page-list";

export function Sidebar({ onPalette }: { onPalette: () => void }) {
  const pages = usePages();
  return (
    <nav className="side" aria-label="Main">
      <div className="side-top">
        <Mark />
        <span className="name">Budget App</span>
        <IconButton icon={Search} small label="Find and do anything" keys="Mod+k" onClick={onPalette} />
      </div>
      {GROUPS.map(({ group, heading }) => (
        <Group key={group} heading={heading} pages={pages.filter((page) => page.group === group)} />
      ))}
      <div className="side-foot">
        <Group heading={null} pages={pages.filter((page) => page.group === "foot")} />
        <button type="button" className="sync" aria-label="Switch theme" onClick={switchTheme}>
          <Icon of={Moon} small />
          <span className="lb">Switch theme</span>
        </button>
      </div>
    </nav>
  );
}

function Group({ heading, pages }: { heading: string | null; pages: readonly PageEntry[] }) {
  if (!pages.length) return null;
  return (
    <>
      {heading && <h2>{heading}</h2>}
      <ul className="nav">
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
  const isHere = pageAt(pages, useLocation().pathname) === page;
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
      <span className="lb" aria-hidden="true">
        {page.title}
      </span>
      {waiting > 0 && (
        <span className="count todo" aria-hidden="true">
          {formatCount(waiting)}
        </span>
      )}
      <span className="sr">
        {page.title}
        {waiting > 0 && `, ${formatCount(waiting)} waiting`}
      </span>
    </Link>
  );
}

/** Puts the other theme on and keeps the choice. */
export function switchTheme(): void {
  const theme = shownTheme() === "dark" ? "light" : "dark";
  applyTheme(theme);
  post("/api/settings", { settings: { theme } }).catch(() => {
    // It is kept in this window's own storage all the same.
  });
}
