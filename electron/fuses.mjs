// Reads the fuses of the apps in release/, or in the folder that is named, and fails if one is not as electron-builder.yml wants it.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fuses from "@electron/fuses";

const { FuseV1Options, getCurrentFuseWire } = fuses;
// A fuse is a letter in the program, and the library does not hand out their names.
const [OFF, ON] = ["0".charCodeAt(0), "1".charCodeAt(0)];
const WANTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};
const RELEASE = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "release");
const PLACES = ["budget-app", "Budget App.exe", "Budget App.app"];

const apps = readdirSync(RELEASE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => PLACES.map((name) => join(RELEASE, entry.name, name)))
  .filter((path) => existsSync(path));
if (apps.length === 0) throw new Error(`There is no app in ${RELEASE}.`);
for (const app of apps) {
  const found = await getCurrentFuseWire(app);
  for (const [name, isOn] of Object.entries(WANTED))
    if (found[FuseV1Options[name]] !== (isOn ? ON : OFF))
      throw new Error(`${app}: the fuse ${name} is not ${isOn ? "on" : "off"}.`);
  console.log(`${app}: all fuses as wanted`);
}
