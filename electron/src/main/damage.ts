/** Notices when the running app finds a part of the data damaged, which its start had no reason to read. */
import type { Session } from "electron";
import type { Backend } from "./backend";
import type { Log } from "./log";
import type { Origins } from "./navigation";

const CANNOT_READ = 503;
const DAMAGED = "database_damaged";

/** Call `found` once for each start of the backend in which the page is told that the data is damaged. */
export function watchForDamage(session: Session, backend: Backend, origins: Origins, found: () => void, log: Log): void {
  let toldBy = 0;
  session.webRequest.onCompleted({ urls: ["http://127.0.0.1/*"] }, ({ url, statusCode, method }) => {
    const running = backend.running;
    const { origin, pathname, search } = new URL(url);
    if (statusCode !== CANNOT_READ || method !== "GET" || origin !== origins.own || toldBy === running?.pid) return;
    // The answer went to the page; the shell asks once more to see what it was.
    backend.ask("GET", pathname + search).then(
      ({ body }) => {
        if (!running || toldBy === running.pid || codeIn(body) !== DAMAGED) return;
        toldBy = running.pid;
        log(`the data is damaged, which ${pathname} shows`);
        found();
      },
      () => {}, // A backend that does not answer is watched elsewhere.
    );
  });
}

function codeIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { code?: unknown }).code;
  } catch {
    return null;
  }
}
