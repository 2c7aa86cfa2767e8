/** What the page may ask of the system. All is refused but for the lines of the table, each with its reason. */
import type { Session } from "electron";

const ALLOWED: Readonly<Record<string, string>> = {
  "clipboard-sanitized-write": "a person copies an amount or an address by a click",
};

export function lockPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission in ALLOWED));
  session.setPermissionCheckHandler((_contents, permission) => permission in ALLOWED);
  // Not there in old versions of Electron.
  session.setDevicePermissionHandler?.(() => false);
}
