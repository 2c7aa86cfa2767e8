/** What the page knows of a server with sign-in. The desktop app has neither cookie, so all of this is off there. */
import type { ApiError } from "./errors";

const CSRF = "budget_csrf";
export const SIGN_IN = "/sign-in";

/** Whether this page comes from a server where somebody signed in. */
export function isOnServer(): boolean {
  return csrfToken() !== null;
}

/** The header that proves that a change comes from our own page; empty on the desktop. */
export function csrfHeader(): Record<string, string> {
  const token = csrfToken();
  return token ? { "X-CSRF-Token": token } : {};
}

/** Goes to the sign-in page when a session has ended, and comes back afterwards. */
export function signInIfNeeded(error: ApiError): void {
  const { pathname, search } = window.location;
  if (error.code !== "not_signed_in" || pathname === SIGN_IN) return;
  window.location.assign(`${SIGN_IN}?next=${encodeURIComponent(pathname + search)}`);
}

/** Where to go after signing in: an address of this page only, never of another site. */
export function nextAddress(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) && !next.startsWith(SIGN_IN) ? next : "/";
}

function csrfToken(): string | null {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${CSRF}=`));
  return found ? found.slice(CSRF.length + 1) : null;
}
