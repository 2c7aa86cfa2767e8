import { Moon, Search } from "lucide-react";
import { Link, useLocation } from "react-router";
import { useStats } from "@/entities/app/queries";
import { HealthDot } from "@/entities/banks/bank-mark";
import { syncLine } from "@/entities/banks/health";
import { useSyncState } from "@/entities/banks/queries";
import { formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Mark } from "./mark";
import { GROUPS, type PageEntry, pageAt, usePages } from "./page-list";
import { useThemeSwitch } from "./use-appearance";

export function Sidebar({ onPalette }: { onPalette: () => void }) {
  const pages = usePages();
  const switchTheme = useThemeSwitch();
  return (
    <nav className="side" aria-label="Main">
      <div className="side-top">
        <Mark />
        <span className="name">Budget App</span>
        <IconButton icon={Search} small label="Search and commands" keys="Mod+k" onClick={onPalette} />
      </div>
      {GROUPS.map(({ group, heading }) => (
        <Group key={group} heading={heading} pages={pages.filter((page) => page.group === group)} />
      ))}
      <div className="side-foot">
        <SyncLine />
        <Group heading={null} pages={pages.filter((page) => page.group === "foot")} />
        <button type="button" className="sync" aria-label="Switch theme" onClick={switchTheme}>
          <Icon of={Moon} small />
          <span className="lb">Switch theme</span>
        </button>
      </div>
    </nav>
  );
}

/** What runs, who must act, or when the banks were last read; nothing without a bank. */
function SyncLine() {
  const state = useSyncState().data;
  const line = state && syncLine(state);
  if (!line) return null;
  return (
    <Link className="sync" to={line.to} title={line.words}>
      <HealthDot tone={line.tone} />
      <span className="lb" aria-hidden="true">
        {line.words}
      </span>
      <span className="sr">{line.words}</span>
    </Link>
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
