// Bundles the shell into out/app, and with --test the shell with its test hook into out/test.
// Each is a folder that Electron starts as it is: nothing in it needs node_modules.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const isTest = process.argv.includes("--test");
const OUT = join(HERE, "out", isTest ? "test" : "app");
const version = /VERSION = "([^"]+)"/.exec(readFileSync(join(HERE, "../backend/version.py"), "utf8"))[1];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
// Old enough for Electron 9, in which the tests run; nothing here needs newer words.
const words = { bundle: true, metafile: true, outdir: OUT, external: ["electron"], define: { TEST_BUILD: String(isTest) }, minifySyntax: true, charset: "utf8" };
const { metafile } = await build({ ...words, entryPoints: [join(HERE, "src/main/main.ts")], platform: "node", target: "node12.16" });
await build({ ...words, entryPoints: [join(HERE, "src/preload/preload.ts")], platform: "node", target: "node12.16" });
await build({ ...words, entryPoints: [join(HERE, "src/splash/splash.ts")], platform: "browser", target: "chrome83" });
for (const file of ["splash.html", "splash.css"]) cpSync(join(HERE, "src/splash", file), join(OUT, file));
cpSync(join(HERE, "icons/made"), join(OUT, "icons"), { recursive: true });

const { name, productName, description, author, license, homepage } = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
const told = { name, productName, description, author, license, homepage, version, main: "main.js", desktopName: `${name}.desktop` };
writeFileSync(join(OUT, "package.json"), `${JSON.stringify(told, null, 2)}\n`);

// Whoever wrote a package that is bundled is named beside it, as its licence wants.
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
const texts = [...packages].sort().map((path) => `${path.split("node_modules/").pop()}\n\n${licenceIn(join(process.cwd(), path))}`);
writeFileSync(join(OUT, "licences.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));

function licenceIn(folder) {
  const file = ["LICENSE", "LICENSE.txt", "LICENSE.md", "license", "LICENCE"].map((name) => join(folder, name)).find(existsSync);
  return file ? readFileSync(file, "utf8") : `${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license}\n`;
}
