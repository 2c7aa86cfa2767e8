"""The door of a server: who may call it. The desktop app has infra/guard.py in its place."""

import hmac
import logging
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.access import service
from backend.access.errors import NotSignedIn
from backend.access.service import SignedIn, Visitor
from backend.infra.guard import with_security_headers
from backend.infra.identity import acting_as
from backend.infra.web import problem
from backend.kit.errors import AppError

CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Answered without a session. All that is not below /api is the page itself, which holds no data.
_OPEN = frozenset({"/api/access/sign-in", "/api/access/sign-up"})
# A viewer may sign out and change what is their own.
_OWN = "/api/access/"
# What works on the files, the keychain or the programs of the person's own computer.
_DESKTOP_ONLY = (
    "/api/app/demo",
    "/api/app/backups",
    "/api/backups",
    "/api/encryption",
    "/api/app/data-file",
    "/api/app/secrets",
    "/api/mcp",
    "/mcp",
    "/api/operator",
    "/api/recurring.ics",
    "/api/recurring/feed",
    # An export brings its own numbers, which other households may have; the operator restores it.
    "/api/restore",
)
_HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
_log = logging.getLogger(__name__)
DataOf = Callable[[int], Any]


class ServerGuard:
    """ASGI middleware: lets a request in with a session, sets whose rows it works on, and refuses all others."""

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._origin = public_url.rstrip("/")
        self._host = self._origin.partition("://")[2]
        self.is_https = self._origin.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
            return
        send = with_security_headers(self._with_hsts(send), is_data=scope["path"].startswith("/api/"))
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        if not scope["path"].startswith(("/api/", "/mcp")) or scope["path"].rstrip("/") in _OPEN:
            await self._app(scope, receive, send)
            return
        try:
            signed_in = await self._signed_in(scope, headers)
        except AppError as error:
            await _answer(error)(scope, receive, send)
            return
        scope.setdefault("state", {}).update(user_id=signed_in.household_id, signed_in=signed_in)
        with acting_as(signed_in.household_id):
            data_of: DataOf = scope["app"].state.data_of
            scope["state"]["data"] = await run_in_threadpool(data_of, signed_in.household_id)
            await self._app(scope, receive, self._with_new_token(send, signed_in))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if scope["path"] in ("/health", "/ready", "/metrics"):
            return None
        if headers.getlist("host") != [self._host]:
            return problem(
                status=400, code="wrong_host", title="Refused", detail=f"This server answers at {self._origin} only."
            )
        changes = scope["method"] not in _SAFE
        foreign = any(origin != self._origin for origin in headers.getlist("origin"))
        crossed = any(site not in ("same-origin", "none") for site in headers.getlist("sec-fetch-site"))
        if foreign or (changes and crossed):
            detail = "This request came from another page and was refused."
            return problem(status=403, code="wrong_origin", title="Refused", detail=detail)
        if scope["path"].startswith(_DESKTOP_ONLY):
            detail = "This works in the desktop app only, not on a server."
            return problem(status=404, code="desktop_only", title="Not on a server", detail=detail)
        return None

    async def _signed_in(self, scope: Scope, headers: Headers) -> SignedIn:
        token = _cookie(headers, cookie_name(self.is_https))
        found = await run_in_threadpool(service.find_session, scope["app"].state.access, token) if token else None
        if found is None:
            raise NotSignedIn
        if scope["method"] not in _SAFE:
            # The cookie is sent by the browser on its own account; only our own page can read the token beside it.
            if not hmac.compare_digest(headers.get(CSRF_HEADER, "").encode(), found.csrf_token.encode()):
                raise WrongCsrfToken
            if found.role == "viewer" and not scope["path"].startswith(_OWN):
                raise ReadOnly
        return found

    def _with_hsts(self, send: Send) -> Send:
        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start" and self.is_https:
                message["headers"] = [*message["headers"], _HSTS]
            await send(message)

        return wrapped

    def _with_new_token(self, send: Send, signed_in: SignedIn) -> Send:
        if signed_in.new_token is None:
            return send
        carrier = Response()
        set_cookies(carrier, signed_in.new_token, signed_in.csrf_token, is_https=self.is_https)
        cookies = [header for header in carrier.raw_headers if header[0] == b"set-cookie"]

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *cookies]
            await send(message)

        return wrapped


class WrongCsrfToken(AppError):
    code = "wrong_csrf_token"
    status = 403
    title = "Refused"

    def __init__(self) -> None:
        super().__init__("This page is out of date. Load it again, then repeat what you did.")


class ReadOnly(AppError):
    code = "read_only"
    status = 403
    title = "You may look, not change"

    def __init__(self) -> None:
        super().__init__("You may look at this household but not change it. Its owner can make you a member.")


def cookie_name(is_https: bool) -> str:
    """Return the name of the session's cookie. Browsers accept __Host- only over HTTPS, for exactly this host."""
    return "__Host-budget_session" if is_https else "budget_session"


def set_cookies(answer: Response, token: str, csrf_token: str, *, is_https: bool) -> None:
    """Give a browser the cookie of its session, and the token that the page sends with each change."""
    seconds = int(service.SESSION_LASTS.total_seconds())
    answer.set_cookie(
        cookie_name(is_https), token, max_age=seconds, path="/", secure=is_https, httponly=True, samesite="strict"
    )
    answer.set_cookie("budget_csrf", csrf_token, max_age=seconds, path="/", secure=is_https, samesite="strict")


def forget_cookies(answer: Response, *, is_https: bool) -> None:
    """Take both cookies out of a browser."""
    answer.delete_cookie(cookie_name(is_https), path="/", secure=is_https, httponly=True, samesite="strict")
    answer.delete_cookie("budget_csrf", path="/", secure=is_https, samesite="strict")


def visitor_of(request: Request) -> Visitor:
    """Return where a request comes from. Uvicorn has put the address that a trusted proxy names in its place."""
    address = request.client.host if request.client else ""
    return Visitor(address=address[:64], user_agent=request.headers.get("user-agent", ""))


def _cookie(headers: Headers, name: str) -> str | None:
    for value in headers.getlist("cookie"):
        try:
            found = SimpleCookie(value).get(name)
        except CookieError:
            continue
        if found:
            return found.value
    return None


def _answer(error: AppError) -> Response:
    return problem(status=error.status, code=error.code, title=error.title, detail=error.message, **error.extra)
