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
  part("mend").hidden = offer === null;
  part("mend").textContent = offer === null ? "" : offer.words;
  // The way that leads on is the first one, unless it costs something.
  const first = offer?.isFirst ? "mend" : "retry";
  for (const id of ["mend", "retry"]) part(id).classList.toggle("first", id === first);
  if (hasFailed) part(first).focus();
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no ${id} on the first screen.`);
  return found;
}

part("retry").addEventListener("click", () => shell.retry());
part("mend").addEventListener("click", () => shell.mend());
part("show-log").addEventListener("click", () => shell.showLog());
part("quit").addEventListener("click", () => shell.quit());
shell.onStatus(show);
