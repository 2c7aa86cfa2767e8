/** Whether this desktop shows a tray icon at all. Where it does not, a hidden window could not be found again. */
import { execFile } from "child_process";

const WATCHER = "org.kde.StatusNotifierWatcher";

export async function desktopShowsTray(): Promise<boolean> {
  if (TEST_BUILD) return process.env["BUDGET_APP_TEST_TRAY"] === "1";
  if (process.platform !== "linux") return true;
  const question = ["--session", "--print-reply", "--reply-timeout=1000", "--dest=org.freedesktop.DBus"];
  const words = [...question, "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", `string:${WATCHER}`];
  return new Promise((resolve) => {
    execFile("dbus-send", words, { timeout: 2_000 }, (error, said) => resolve(!error && /boolean true/.test(said)));
  });
}
