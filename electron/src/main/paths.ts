/** Where things are: beside the app when it is installed, in the checkout when it is developed. */
import { app } from "electron";
import { existsSync } from "fs";
import { homedir } from "os";
import { join } from "path";

const PROGRAM = process.platform === "win32" ? "budget-app-backend.exe" : "budget-app-backend";

/** A file that was built with the shell. */
export function built(...names: string[]): string {
  return join(__dirname, ...names);
}

export function icon(name: string): string {
  return built("icons", name);
}

/** The program and first arguments that start the backend. An installed app starts its own and no other. */
export function backendCommand(): readonly string[] {
  if (app.isPackaged) return [join(process.resourcesPath, "backend", PROGRAM)];
  const root = join(__dirname, "..", "..", "..");
  const frozen = process.env["BUDGET_APP_BACKEND"] ?? join(root, "dist", "budget-app-backend", PROGRAM);
  return existsSync(frozen) ? [frozen] : [join(root, ".venv", "bin", "python"), "-m", "backend"];
}

export function dataFolder(): string {
  return process.env["BUDGET_APP_HOME"] || join(homedir(), "BudgetApp");
}

/** Where browsers put files. A Linux that was never told says the home folder, where nobody means to look. */
export function downloadsFolder(): string {
  const told = app.getPath("downloads");
  return told === app.getPath("home") ? join(told, "Downloads") : told;
}

export function shellLog(): string {
  return join(app.getPath("userData"), "logs", "shell.log");
}

export function shellState(name: string): string {
  return join(app.getPath("userData"), `${name}.json`);
}
