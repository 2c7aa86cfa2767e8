/** Whether this copy of the app can bring itself up to date. */
import { app } from "electron";
import { existsSync } from "fs";
import { join } from "path";

/** The file that names the place of newer versions. Installers that are built without such a place do not have it. */
export function updatePlace(): string {
  return (TEST_BUILD && process.env["BUDGET_APP_TEST_UPDATES"]) || join(process.resourcesPath, "app-update.yml");
}

/** Why it cannot, as a sentence for a person; null if it can. */
export function whyNotUpdatable(): string | null {
  const isTried = TEST_BUILD && "BUDGET_APP_TEST_UPDATES" in process.env;
  if (!app.isPackaged && !isTried) return FROM_SOURCES;
  if (process.platform === "linux" && !process.env["APPIMAGE"]) return OF_THE_SYSTEM;
  if (!existsSync(updatePlace())) return NO_PLACE;
  return null;
}

const FROM_SOURCES = "This copy of Budget App runs from source. Update the source code to get a newer version.";
const OF_THE_SYSTEM =
  "This copy of Budget App was installed as a package or unpacked by hand, so it cannot replace itself. " +
  "Get the new version where you got this one.";
const NO_PLACE = "This copy of Budget App does not know where to check for updates. Get the new version where you got this one.";
