/** The first screen: says what is happening, or why the app could not start and what can be done. */
import type { SplashBridge, Status } from "../shared/bridge";

const shell = (window as unknown as { budgetApp: SplashBridge }).budgetApp;

function show(status: Status): void {
  const hasFailed = status.kind === "failed";
  part("title").textContent = hasFailed ? status.title : "Budget App";
  part("text").textContent = hasFailed ? status.message : status.text;
  part("log").textContent = hasFailed ? status.log : "";
  part("failed").hidden = !hasFailed;
  const offer = hasFailed ? status.offer : null;
  part("take-back").hidden = offer === null;
  part("take-back").textContent = offer === null ? "" : `Use the backup of ${offer}`;
  // The way that leads on is the first one.
  part("retry").classList.toggle("first", offer === null);
  if (hasFailed) part(offer === null ? "retry" : "take-back").focus();
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no ${id} on the first screen.`);
  return found;
}

part("retry").addEventListener("click", () => shell.retry());
part("take-back").addEventListener("click", () => shell.takeBack());
part("show-log").addEventListener("click", () => shell.showLog());
part("quit").addEventListener("click", () => shell.quit());
shell.onStatus(show);
