import { type ComponentType, createContext, use } from "react";
import type { Stats } from "@/api/types";
import type { LucideIcon } from "@/ui/icon";

export type PageGroup = "daily" | "understand" | "plan" | "manage" | "foot" | "hidden";

/** What the shell needs to know of a page to lead there. */
export interface PageEntry {
  path: string;
  title: string;
  /** For the narrow tabs at the bottom of a phone. */
  short?: string;
  /** Its place in the sidebar; `hidden` pages are reached from other pages and the palette. */
  group: PageGroup;
  /** The page of the sidebar that stays marked while this one is shown. */
  within?: string;
  icon: LucideIcon;
  /** The letter after `g`. */
  key?: string;
  /** How much waits there. */
  badge?: (stats: Stats) => number;
  load: () => Promise<{ default: ComponentType }>;
}

export const GROUPS: readonly { group: PageGroup; heading: string | null }[] = [
  { group: "daily", heading: null },
  { group: "understand", heading: "Understand" },
  { group: "plan", heading: "Plan" },
  { group: "manage", heading: "Manage" },
];

export const PageListContext = createContext<readonly PageEntry[]>([]);

export function usePages(): readonly PageEntry[] {
  return use(PageListContext);
}

/** The page an address belongs to: the longest path that begins it. */
export function pageAt(pages: readonly PageEntry[], pathname: string): PageEntry | null {
  const fits = pages.filter(
    (page) => pathname === page.path || (page.path !== "/" && pathname.startsWith(`${page.path}/`)),
  );
  return fits.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}
