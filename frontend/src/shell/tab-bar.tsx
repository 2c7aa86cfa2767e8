import { Bookmark, BookmarkPlus, Ellipsis, Moon } from "lucide-react";
import { Link, useLocation, useNavigate } from "react-router";
import { useViews } from "@/entities/views/queries";
import { Icon } from "@/ui/icon";
import { Menu } from "@/ui/menu";
import styles from "./navigation.module.css";
import { pageAt, usePages } from "./page-list";
import { useThemeSwitch } from "./use-appearance";

const FIRST = ["/", "/review", "/data", "/budget"];

/** On a phone: four pages and a door to the rest. */
export function TabBar({ onViews }: { onViews: () => void }) {
  const pages = usePages();
  const switchTheme = useThemeSwitch();
  const { data: views } = useViews();
  const navigate = useNavigate();
  const here = pageAt(pages, useLocation().pathname);
  const first = pages.filter((page) => FIRST.includes(page.path));
  const rest = pages.filter((page) => !first.includes(page));
  return (
    <nav
      className={styles.tabBar}
      aria-label="Quick"
      style={{ gridTemplateColumns: `repeat(${first.length + 1}, 1fr)` }}
    >
      {first.map((page) => (
        <Link key={page.path} to={page.path} aria-current={page === here ? "page" : undefined}>
          <Icon of={page.icon} />
          {page.short ?? page.title}
        </Link>
      ))}
      <Menu
        label="More pages"
        trigger={
          <button type="button" aria-current={here && rest.includes(here) ? "page" : undefined}>
            <Icon of={Ellipsis} />
            More
          </button>
        }
        items={[
          ...rest.map((page) => ({
            label: page.title,
            icon: page.icon,
            onSelect: () => void navigate(page.path),
          })),
          null,
          ...(views ?? [])
            .filter(({ is_pinned }) => is_pinned)
            .map((view) => ({ label: view.name, icon: Bookmark, onSelect: () => void navigate(view.path) })),
          { label: "Saved views", icon: BookmarkPlus, onSelect: onViews },
          { label: "Switch theme", icon: Moon, onSelect: switchTheme },
        ]}
      />
    </nav>
  );
}
