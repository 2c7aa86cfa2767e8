"""The door: who may call this server, checked before anything else runs.

A web page in the person's browser can reach loopback too (DNS rebinding, cross-site forms), so being local proves
nothing. Host must be ours; a call that changes something must not come from another site; with a launch token each
call must carry it, as cookie or as header.
"""

import hmac
import html
import re
import secrets
import time
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra.web import problem

COOKIE = "budget_app"
HEADER = b"x-budget-app-token"
_HOST = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The calendar feed has a token of its own in its address, and each assistant its own as a header.
_OPEN = frozenset({"/health", "/api/recurring.ics", "/mcp"})
_RESPONSE_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        b"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
        b"frame-ancestors 'none'; object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
# A browser would keep a person's data in its own cache on the disk.
_NOT_STORED = (b"cache-control", b"no-store")


class LaunchCodes:
    """One-time codes that a started browser turns into the cookie. A code expires after a minute."""

    SECONDS = 60

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._expiry: dict[str, float] = {}

    def issue(self) -> str:
        """Return a new code that `redeem` accepts once, within a minute."""
        code = secrets.token_urlsafe(32)
        self._expiry[code] = self._clock() + self.SECONDS
        return code

    def redeem(self, code: str) -> bool:
        """Say whether `code` is one of ours, unused and not expired; afterwards it is used."""
        expiry = self._expiry.pop(code, None)
        return expiry is not None and self._clock() < expiry


class Guard:
    """ASGI middleware that refuses strangers and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, token: str | None, codes: LaunchCodes) -> None:
        self._app = app
        self._token = token
        self._codes = codes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
            return
        answer = self._refusal(scope) or self._welcome(scope)
        await (answer or self._app)(
            scope, receive, with_security_headers(send, is_data=scope["path"].startswith("/api/"))
        )

    def _refusal(self, scope: Scope) -> Response | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = _all(headers, b"host")
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
            return _problem(400, "wrong_host", "This server answers on this computer only.")
        changes = scope["method"] not in _SAFE
        origins = _all(headers, b"origin")
        foreign = any(origin != b"http://" + hosts[0] for origin in origins)
        sites = _all(headers, b"sec-fetch-site")
        crossed = any(site not in (b"same-origin", b"none") for site in sites)
        if foreign or (changes and crossed):
            return _problem(403, "wrong_origin", "This request came from another page and was refused.")
        return None

    def _welcome(self, scope: Scope) -> Response | None:
        if self._token is None or scope["path"] in _OPEN or self._proved(scope["headers"]):
            return None
        code = parse_qs(scope["query_string"].decode("latin-1")).get("launch", [""])[0]
        if scope["method"] == "GET" and code and self._codes.redeem(code):
            # A path that begins with two slashes would be the name of another site.
            path = "/" + scope["path"].lstrip("/\\")
            # After a link of another origin, such as the file that opens the page, a browser sends a strict cookie
            # only with what our own page asks for, not with a redirect.
            is_linked = _all(scope["headers"], b"sec-fetch-site") not in ([], [b"none"], [b"same-origin"])
            answer = _page_that_goes_to(path) if is_linked else RedirectResponse(path, status_code=303)
            answer.set_cookie(_cookie_name(scope["headers"]), self._token, httponly=True, samesite="strict", path="/")
            return answer
        return _problem(
            401, "no_token", "This page was not opened by Budget App. Close it and open the app again to continue."
        )

    def _proved(self, headers: list[tuple[bytes, bytes]]) -> bool:
        assert self._token is not None
        sent = [value.decode("latin-1") for value in _all(headers, HEADER)] + _cookies(headers)
        return any(hmac.compare_digest(value.encode(), self._token.encode()) for value in sent)


def _all(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value for key, value in headers if key == name]


def _cookies(headers: list[tuple[bytes, bytes]]) -> list[str]:
    values = []
    wanted = _cookie_name(headers)
    for value in _all(headers, b"cookie"):
        try:
            values += [part.value for name, part in SimpleCookie(value.decode("latin-1")).items() if name == wanted]
        except CookieError:
            continue
    return values


def _cookie_name(headers: list[tuple[bytes, bytes]]) -> str:
    """Browsers keep cookies by host without its port, so two apps on this computer need two names."""
    port = _all(headers, b"host")[0].rpartition(b":")[2].decode("latin-1")
    return f"{COOKIE}_{port}" if port.isdigit() else COOKIE


def _page_that_goes_to(path: str) -> Response:
    return HTMLResponse(f'<!doctype html><meta http-equiv="refresh" content="0; url={html.escape(path)}">')


def _problem(status: int, code: str, detail: str) -> Response:
    return problem(status=status, code=code, title="Refused", detail=detail)


def with_security_headers(send: Send, *, is_data: bool) -> Send:
    """Return `send` with the security headers on each answer; data is not stored by the browser."""
    added = (*_RESPONSE_HEADERS, _NOT_STORED) if is_data else _RESPONSE_HEADERS

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(h for h in added if h[0] not in present)]
        await send(message)

    return wrapped
