/** Notices of the system. Each leads somewhere; none says an amount, because others may look at the screen. */
import { Notification } from "electron";
import { scripted } from "./test-script";

/** The last notice, which must be held or its click would be lost. */
let shown: Notification | null = null;

export function notify(title: string, body: string, clicked: () => void): void {
  if (TEST_BUILD) {
    scripted.notices.push({ body, clicked });
    return;
  }
  if (!Notification.isSupported()) return;
  shown = new Notification({ title, body, silent: true });
  shown.on("click", clicked);
  shown.show();
}
