/** Where the window may go: our own origin and the sample's. Few sites open in the browser; all else is refused. */
import { type Session, shell, type WebContents } from "electron";
import type { Log } from "./log";
import { scripted } from "./test-script";

/** Sites that a person is sent to, in their own browser. */
const OUTSIDE: Readonly<Record<string, string>> = {
  "plaid.com": "linking a bank",
  "secure.plaid.com": "linking a bank",
  "bridge.simplefin.org": "linking a bank",
  "console.anthropic.com": "getting a key for suggestions",
};

export class Origins {
  /** The backend's, while it runs. */
  own: string | null = null;
  /** The sample app's, once it was asked for. */
  sample: string | null = null;

  allow(url: string): boolean {
    const origin = originOf(url);
    return origin !== null && (origin === this.own || origin === this.sample);
  }
}

/** Lock one window's contents. `openSample` is called instead of a journey to another app on this computer. */
export function lockNavigation(contents: WebContents, origins: Origins, openSample: () => void, log: Log): void {
  const judge = (event: { preventDefault(): void; url?: string }, old?: string): void => {
    const url = event.url ?? old ?? "";
    if (origins.allow(url)) return;
    event.preventDefault();
    if (isSample(url)) return openSample();
    log(`a journey to ${originOf(url) ?? "somewhere"} was refused`);
    openOutside(url);
  };
  contents.on("will-navigate", judge as never);
  contents.on("will-redirect", judge as never);
  contents.on("will-frame-navigate" as never, judge as never);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  if (typeof contents.setWindowOpenHandler === "function")
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: "deny" };
    });
  // Before Electron 12 a new window is refused like this.
  else
    contents.on("new-window" as never, ((event: { preventDefault(): void }, url: string) => {
      event.preventDefault();
      openOutside(url);
    }) as never);
}

/** Requests of the window reach our own origins and nobody else. */
export function lockRequests(session: Session, origins: Origins, log: Log): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const isLocal = /^(file|devtools|blob|data|chrome-extension):/.test(details.url);
    const isAllowed = isLocal || origins.allow(details.url);
    if (!isAllowed) log(`a request to ${originOf(details.url) ?? "somewhere"} was refused`);
    answer({ cancel: !isAllowed });
  });
}

/** Whether this site may be opened in the person's browser. */
export function isOutside(url: string): boolean {
  try {
    const { protocol, hostname, port, username, origin } = new URL(url);
    if (username === "" && origin === standInOrigin()) return true;
    return protocol === "https:" && port === "" && username === "" && Object.hasOwnProperty.call(OUTSIDE, hostname);
  } catch {
    return false;
  }
}

/** A server on this computer that stands in for Plaid (see `make demo-bank`), if the environment names one. */
function standInOrigin(): string | null {
  const origin = originOf(process.env["PLAID_BASE_URL"] ?? "");
  return origin?.startsWith("http://127.0.0.1:") ? origin : null;
}

function openOutside(url: string): void {
  if (!isOutside(url)) return;
  if (TEST_BUILD) scripted.opened.push(url);
  else void shell.openExternal(url);
}

/** The page was told an address of the sample by the backend; the shell asks for one itself and believes that. */
function isSample(url: string): boolean {
  try {
    const { protocol, hostname, searchParams } = new URL(url);
    return protocol === "http:" && hostname === "127.0.0.1" && searchParams.has("launch");
  } catch {
    return false;
  }
}

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
