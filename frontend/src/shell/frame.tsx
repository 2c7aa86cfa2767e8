import { lazy, Suspense, useState } from "react";
import { Outlet, useLocation, useNavigate, useNavigation } from "react-router";
import { Toaster } from "sonner";
import { useAppInfo } from "@/entities/app/queries";
import { useFollowSyncs } from "@/entities/banks/progress";
import { useUndo } from "@/entities/changes/use-undo";
import { useDesktopNotices } from "@/entities/inbox/queries";
import { printPage } from "@/kit/use-printing";
import { useShortcuts } from "@/kit/use-shortcuts";
import { FailedState } from "@/ui/states";
import toastStyles from "@/ui/toast.module.css";
import { DataFileNotice } from "./data-file-notice";
import { DemoBanner } from "./demo-banner";
import { DropAnywhere } from "./drop-anywhere";
import { FirstRun } from "./first-run";
import styles from "./frame.module.css";
import { KeysOverlay } from "./keys-overlay";
import { LockScreen } from "./lock-screen";
import { pageAt, usePages } from "./page-list";
import { Sidebar } from "./sidebar";
import { TabBar } from "./tab-bar";
import { useAppearance } from "./use-appearance";
import { useIdleLock } from "./use-idle-lock";
import { useKeyboard } from "./use-keyboard";
import { ViewsDialog } from "./views-dialog";

const Palette = lazy(() => import("./palette"));

/** What stands around every page. */
export function Frame() {
  const [open, setOpen] = useState<"palette" | "keys" | "views" | null>(null);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const pages = usePages();
  const { undoLast, redoLast } = useUndo();
  const page = pageAt(pages, pathname);

  useAppearance();
  useKeyboard();
  useIdleLock();
  useFollowSyncs();
  useDesktopNotices();
  useShortcuts("Anywhere", [
    { keys: "Mod+k", label: "Search and commands", whileTyping: true, run: () => setOpen("palette") },
    { keys: "Mod+p", label: "Print or save as PDF", whileTyping: true, run: () => void printPage() },
    { keys: "?", label: "Keyboard shortcuts", run: () => setOpen((now) => (now === "keys" ? null : "keys")) },
    { keys: ["u", "Mod+z"], label: "Undo the last change", run: undoLast },
    { keys: ["Shift+u", "Mod+Shift+z"], label: "Redo what was undone", run: redoLast },
  ]);
  useShortcuts(
    "Go to",
    pages.flatMap((entry) =>
      entry.key ? [{ keys: `g ${entry.key}`, label: entry.title, run: () => void navigate(entry.path) }] : [],
    ),
  );

  return (
    <>
      <title>{page ? `${page.title} · Budget App` : "Budget App"}</title>
      <a className={styles.skipLink} href="#main">
        Skip to content
      </a>
      <div className={styles.app}>
        <Sidebar onPalette={() => setOpen("palette")} onViews={() => setOpen("views")} />
        <main className={styles.page} id="main" tabIndex={-1}>
          <DemoBanner />
          <DataFileNotice />
          <Content pathname={pathname} />
        </main>
        <TabBar onViews={() => setOpen("views")} />
      </div>
      <Announcer words={page?.title ?? ""} />
      <DropAnywhere />
      <LockScreen />
      <Toaster
        position="bottom-center"
        className={toastStyles.toaster}
        offset={56}
        mobileOffset={64}
        gap={8}
      />
      {open === "keys" && <KeysOverlay onClose={() => setOpen(null)} />}
      {open === "views" && <ViewsDialog title={page?.title ?? "This page"} onClose={() => setOpen(null)} />}
      {open === "palette" && (
        <Suspense>
          <Palette
            onClose={() => setOpen(null)}
            onKeys={() => setOpen("keys")}
            onViews={() => setOpen("views")}
          />
        </Suspense>
      )}
    </>
  );
}

/** The page; or, at the front door of an app with nothing in it, the three ways to begin. */
function Content({ pathname }: { pathname: string }) {
  const app = useAppInfo();
  const isBusy = useNavigation().state === "loading";
  if (app.isPending) return null;
  if (!app.data)
    return <FailedState title="Budget App does not answer" error={app.error} onRetry={app.refetch} />;
  if (pathname === "/" && app.data.is_empty) return <FirstRun />;
  return (
    <>
      {isBusy && <div className={styles.busy} role="progressbar" aria-label="Loading" />}
      <Outlet />
    </>
  );
}

/** Tells those who listen which page they are on. */
function Announcer({ words }: { words: string }) {
  return (
    <div className="visually-hidden" aria-live="polite" role="status">
      {words}
    </div>
  );
}
