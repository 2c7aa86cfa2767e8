/** The map of the app: every page there is, in the order of the sidebar. A page that is not here does not exist. */
import { ChartColumn, CreditCard, Inbox, List, ListTree, Upload, Wallet } from "lucide-react";
import type { PageEntry } from "./shell/page-list";

export const pages: readonly PageEntry[] = [
  {
    path: "/review",
    title: "Review",
    group: "daily",
    icon: Inbox,
    key: "r",
    badge: (stats) => stats.pending_review,
    load: () => import("./features/review/page"),
  },
  {
    path: "/data",
    title: "Transactions",
    short: "Rows",
    group: "daily",
    icon: List,
    key: "d",
    load: () => import("./features/transactions/page"),
  },
  {
    path: "/spending",
    title: "Spending",
    group: "understand",
    icon: ChartColumn,
    key: "s",
    load: () => import("./features/spending/page"),
  },
  {
    path: "/budget",
    title: "Budget",
    group: "plan",
    icon: Wallet,
    key: "b",
    load: () => import("./features/budget/page"),
  },
  {
    path: "/accounts",
    title: "Accounts",
    group: "manage",
    icon: CreditCard,
    key: "a",
    load: () => import("./features/accounts/page"),
  },
  {
    path: "/import",
    title: "Import",
    group: "manage",
    icon: Upload,
    key: "i",
    load: () => import("./features/import/page"),
  },
  {
    path: "/categories",
    title: "Categories & rules",
    group: "manage",
    icon: ListTree,
    key: "c",
    load: () => import("./features/categories/page"),
  },
];
