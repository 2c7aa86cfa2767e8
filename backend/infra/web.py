"""HTTP shared by all domains: sessions, the current user, JSON answers, and errors as problem+json (RFC 9457)."""

from collections.abc import AsyncIterator
from enum import Enum
from functools import cache
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, FastAPI, Path, Request
from fastapi.concurrency import contextmanager_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra.database import ReadSession, WriteSession
from backend.infra.errors import cannot_write
from backend.kit.errors import AppError

LOCAL_USER_ID = 1


# What only hands something over is async: it waits for nothing, and a change of threads costs more than it does.
async def read_session(request: Request) -> AsyncIterator[ReadSession]:
    """Give the request a read session; it opens a connection with its first query."""
    with request.app.state.budget.read() as session:
        yield session


async def write_session(request: Request) -> AsyncIterator[WriteSession]:
    """Give the request the write session; it is committed before the answer goes out, or rolled back.

    Requests wait for it in the order in which they came, without a thread: those that only read are not held up.
    Raises DatabaseBusy if the wait is too long, or too many wait already.
    """
    budget, queue = request.app.state.budget, user_data(request).write_queue
    async with queue.turn(), contextmanager_in_threadpool(budget.write()) as session:
        yield session


async def investments_read_session(request: Request) -> AsyncIterator[ReadSession]:
    """Give the request a read session of investments.db."""
    with request.app.state.investments.read() as session:
        yield session


async def investments_write_session(request: Request) -> AsyncIterator[WriteSession]:
    """Give the request the write session of investments.db, as `write_session` does for budget.db."""
    investments, queue = request.app.state.investments, user_data(request).write_queue
    async with queue.turn(), contextmanager_in_threadpool(investments.write()) as session:
        yield session


async def current_user(request: Request) -> int:
    """Return the id of the user whose rows the request works on. The desktop has one."""
    return getattr(request.state, "user_id", LOCAL_USER_ID)


def user_data(request: Request) -> Any:
    """Return the DataFolder of the user whose rows the request works on. The desktop has one."""
    return getattr(request.state, "data", None) or request.app.state.data


# scope="function": otherwise FastAPI would commit after the answer went out, and a failed commit would answer 200.
ReadSessionDep = Annotated[ReadSession, Depends(read_session, scope="function")]
WriteSessionDep = Annotated[WriteSession, Depends(write_session, scope="function")]
InvestmentsReadDep = Annotated[ReadSession, Depends(investments_read_session, scope="function")]
InvestmentsWriteDep = Annotated[WriteSession, Depends(investments_write_session, scope="function")]
CurrentUserId = Annotated[int, Depends(current_user)]
# SQLite ids have 63 bits; a larger number cannot exist.
MAX_ID = 2**63 - 1
RowId = Annotated[int, Path(ge=1, le=MAX_ID)]


class _Number(IntegerConvertor):
    """A number in an address. Python refuses to read one of thousands of digits, so it is not taken for a number."""

    regex = "[0-9]{1,19}"


register_url_convertor("int", _Number())


# Documented for every operation; without them FastAPI documents its own form of 422, which no answer has.
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"$ref": "#/components/responses/Problem", "description": "It cannot be done; nothing was changed"},
    "5XX": {"$ref": "#/components/responses/Problem", "description": "The app, its disk or a service failed"},
}


class Router(APIRouter):
    """The routes of one domain, each documented with the problems that it can answer."""

    def __init__(self, *, prefix: str = "", tags: list[str | Enum] | None = None) -> None:
        super().__init__(prefix=prefix, tags=tags, responses=PROBLEM_RESPONSES)


class RoutesWithPrefix(BaseRoute):
    """The routes of a router, as one route of the app. Its address is compared with the prefix first.

    `FastAPI.include_router` makes all routes a second time, at the first request, and then compares an address with
    four hundred patterns.
    """

    def __init__(self, router: Router) -> None:
        self.prefix = router.prefix
        self.routes = router.routes

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say which route answers the request: wholly, or at another method (405)."""
        best: tuple[Match, Scope] = (Match.NONE, {})
        if scope["path"].startswith(self.prefix):
            for route in self.routes:
                match, child = route.matches(scope)
                if match is Match.FULL:
                    return match, child
                if best[0] is Match.NONE:
                    best = match, child
        return best

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the route that `matches` named."""
        await scope["route"].handle(scope, receive, send)


def add_router(app: FastAPI, router: Router) -> None:
    """Let the app answer what the router answers."""
    app.router.routes.append(RoutesWithPrefix(router))


def json_response(value: Any, status: int = 200) -> Response:
    """Return `value` as JSON without validating every field of every row again."""
    return Response(orjson.dumps(value, default=_json_default), status_code=status, media_type="application/json")


def problem(*, status: int, code: str, title: str, detail: str, **extra: object) -> Response:
    """Return a failure as problem+json with our stable `code`."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **extra}
    return Response(orjson.dumps(body, default=str), status_code=status, media_type="application/problem+json")


class Problem(BaseModel):
    """A failure as problem+json (RFC 9457). `detail` is for people, `code` for programs; some codes bring more."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str


def document(app: FastAPI) -> None:
    """Make the app's OpenAPI document from the routes of all routers, and add what `PROBLEM_RESPONSES` refers to."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

    @cache
    def openapi() -> dict[str, Any]:
        routes = [each for route in app.routes for each in getattr(route, "routes", [route])]
        document = get_openapi(title=app.title, version=app.version, routes=routes)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        document["components"]["responses"] = {"Problem": {"description": "A failure (RFC 9457)", "content": content}}
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _json_default(value: object) -> object:
    if isinstance(value, tuple):
        return value._asdict() if hasattr(value, "_asdict") else list(value)
    raise TypeError(type(value).__name__)


def install_errors(app: FastAPI) -> None:
    """Let every failure of the app answer as problem+json with one plain sentence."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)


def _app_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    return problem(status=error.status, code=error.code, title=error.title, detail=error.message, **error.extra)


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"field": ".".join(str(part) for part in e["loc"][1:]), "message": e["msg"]} for e in error.errors()]
    named = f"“{errors[0]['field']}”: {errors[0]['message']}" if errors else "the request"
    detail = f"Something in the request is not as it should be. {named}."
    return problem(status=422, code="invalid_request", title="Not understood", detail=detail, errors=errors)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, OSError):
        # A file that is being sent lies on the disk until it has come whole.
        return _app_error(request, cannot_write(error.__cause__))
    codes = {400: "unreadable_request", 404: "not_found", 405: "method_not_allowed", 413: "file_too_large"}
    sentences = {
        400: "What was sent cannot be read. Nothing was changed.",
        404: "There is nothing at this address.",
        405: "This address cannot be used in this way.",
    }
    detail = sentences.get(error.status_code, str(error.detail))
    code = codes.get(error.status_code, "http_error")
    answered = problem(status=error.status_code, code=code, title="Not possible", detail=detail)
    answered.headers.update(error.headers or {})
    return answered


class UnexpectedErrors:
    """ASGI middleware: an unexpected exception is answered as problem+json and logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_answered = False

        async def noting(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception:
            if scope["type"] == "http" and not is_answered:
                detail = "Something went wrong inside Budget App. Nothing was changed. The log has the details."
                answered = problem(status=500, code="internal_error", title="Our mistake", detail=detail)
                # The server hangs up after an error; the browser must know, or its next request would be lost.
                answered.headers["connection"] = "close"
                await answered(scope, receive, send)
            raise


class StripTrailingSlash:
    """ASGI middleware: `/api/budgets/` is the same address as `/api/budgets`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/") and scope["path"].endswith("/"):
            scope = {**scope, "path": scope["path"].rstrip("/"), "raw_path": None}
        await self._app(scope, receive, send)
