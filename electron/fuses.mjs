// Reads the fuses of the apps in release/ and fails if one is not as electron-builder.yml wants it.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fuses from "@electron/fuses";

const { FuseState, FuseV1Options, getCurrentFuseWire } = fuses;
const WANTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};
const RELEASE = join(dirname(fileURLToPath(import.meta.url)), "release");
const PLACES = ["budget-app", "Budget App.exe", "Budget App.app"];

const apps = readdirSync(RELEASE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => PLACES.map((name) => join(RELEASE, entry.name, name)))
  .filter((path) => existsSync(path));
if (apps.length === 0) throw new Error("There is no app in release/.");
for (const app of apps) {
  const found = await getCurrentFuseWire(app);
  for (const [name, isOn] of Object.entries(WANTED))
    if (found[FuseV1Options[name]] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      throw new Error(`${app}: the fuse ${name} is not ${isOn ? "on" : "off"}.`);
  console.log(`${app}: all fuses as wanted`);
}
