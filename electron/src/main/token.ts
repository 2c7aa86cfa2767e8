/** The launch token: new at each start of the backend, sent with requests to it and to nobody else. */
import { randomBytes } from "crypto";
import type { Session } from "electron";

export const TOKEN_HEADER = "x-budget-app-token";

export function newToken(): string {
  return randomBytes(32).toString("hex");
}

/** From now on requests of the window to this origin carry the token. The page itself never sees it. */
export function carryToken(session: Session, origin: string, token: string): void {
  session.webRequest.onBeforeSendHeaders({ urls: [`${origin}/*`] }, (details, answer) => {
    const isOurs = new URL(details.url).origin === origin;
    answer({ requestHeaders: isOurs ? { ...details.requestHeaders, [TOKEN_HEADER]: token } : details.requestHeaders });
  });
}

/** From now on no request carries a token: whoever listens on the old port now is a stranger. */
export function dropToken(session: Session): void {
  session.webRequest.onBeforeSendHeaders(null);
}
