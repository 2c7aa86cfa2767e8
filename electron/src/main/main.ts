/** The order in which the desktop app starts. */
import { app, powerMonitor, session } from "electron";
import { Actions } from "./actions";
import { Backend } from "./backend";
import { watchForDamage } from "./damage";
import { Downloads } from "./downloads";
import { ReviewCount } from "./review-count";
import { answerQuestions } from "./ipc";
import { Lifecycle } from "./lifecycle";
import { linkIn, SCHEME } from "./links";
import { openLog } from "./log";
import { Recovery } from "./recovery";
import { setMenu } from "./menu";
import { lockNavigation, lockRequests, Origins } from "./navigation";
import { backendCommand, downloadsFolder, shellLog } from "./paths";
import { lockPermissions } from "./permissions";
import { HIDDEN, preferences } from "./preferences";
import { BackupCommands } from "./backup-commands";
import { statementsIn } from "./statements";
import { scripted } from "./test-script";
import { installTestHook } from "./testhook";
import { AppTray } from "./tray";
import { Updates } from "./updates";
import { AppWindow } from "./window";

if (app.requestSingleInstanceLock()) {
  listen();
  void app.whenReady().then(start);
} else app.exit(0);

/** What the system may tell before the app is ready, kept until it is. */
let opened: { files: string[]; link: string | null };

function listen(): void {
  opened = { files: statementsIn(process.argv.slice(1), process.cwd()), link: linkIn(process.argv) };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    opened.files.push(path);
  });
  app.on("open-url", (event, link) => {
    event.preventDefault();
    opened.link = link;
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => app.quit());
  app.on("window-all-closed", () => {}); // The tray stays.
}

async function start(): Promise<void> {
  const log = openLog(shellLog());
  process.on("unhandledRejection", (reason) => log(`something failed: ${String(reason)}`));
  const origins = new Origins();
  app.setAsDefaultProtocolClient(SCHEME);
  app.setAppUserModelId("app.budget.desktop");
  lockPermissions(session.defaultSession);
  lockRequests(session.defaultSession, origins, log);
  app.on("web-contents-created", (_event, contents) => lockNavigation(contents, origins, () => void act.openSample(), log));

  const patience = TEST_BUILD ? scripted.patience : undefined;
  const backend = new Backend(backendCommand(), log, patience);
  const window = new AppWindow();
  const lifecycle = new Lifecycle(backend, window, origins, new Recovery(window, new BackupCommands(backendCommand(), log)), log);
  watchForDamage(session.defaultSession, backend, origins, () => void lifecycle.foundDamage(), log);
  const downloads = new Downloads(downloadsFolder(), (path) => act.offer(path));
  const act = new Actions(backend, window, lifecycle, origins, downloads, log);
  const tray = new AppTray(act);
  const reviewCount = new ReviewCount(backend, tray, log, () => window.isSeen(), (path) => act.openPage(path));
  window.mayClose = () => act.closing();
  setMenu(act);
  const updates = new Updates(window, lifecycle, log);
  act.lookForUpdates = () => void updates.look();
  act.preferencesChanged = () => setMenu(act);
  act.reviewCountChanged = lifecycle.onUp = () => void reviewCount.look();
  answerQuestions(act, window, lifecycle, backend);

  // Who leaves the computer has left the app too; without a PIN this does nothing.
  const lock = () => void backend.ask("POST", "/api/app-lock/lock").catch(() => undefined);
  powerMonitor.on("suspend", lock);
  powerMonitor.on("lock-screen", lock);
  app.on("second-instance", (_event, words, folder) => act.startedAgain(words, folder));
  app.on("activate", () => act.open());
  app.on("open-file", (_event, path) => act.openFiles([path]));
  app.on("open-url", (_event, link) => act.openLink(link));
  if (TEST_BUILD) installTestHook({ backend, window, tray, reviewCount });
  if (!process.argv.includes(HIDDEN)) window.show();
  void downloads.watch(preferences().watchesDownloads);
  await lifecycle.bringUp();
  updates.watch();
  act.openFiles(opened.files);
  if (opened.link) act.openLink(opened.link);
}
