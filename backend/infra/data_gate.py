"""The gate before the data: requests are refused while the data is locked, closed, or being encrypted."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

import anyio
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.infra.errors import DatabaseBusy
from backend.infra.web import problem
from backend.kit.errors import AppError

T = TypeVar("T")
# These answer without the data: they are what unlocks it.
_ALWAYS_OPEN = ("/api/encryption", "/api/app-lock")
_GATED = ("/api/", "/mcp")
_LONGEST_WAIT_SECONDS = 30.0
_LOOK_SECONDS = 0.02


class DataBeingConverted(AppError):
    code = "data_being_converted"
    status = 423
    title = "Your files are being encrypted"

    def __init__(self) -> None:
        super().__init__("All files of your data are being written anew. This takes a moment; nothing is lost.")


class Reopening(Protocol):
    """What closes the data around a change of its files, and opens it when it can be opened."""

    async def reopen(self, change: Callable[[], T]) -> T: ...
    async def open_if_closed(self) -> None: ...


class DataGate:
    """Whether requests may use the data now, and how many do. `checks` say why not."""

    def __init__(self) -> None:
        self.closed: AppError | None = None
        self.checks: list[Callable[[], AppError | None]] = []
        self._running = 0

    def refusal(self, path: str) -> AppError | None:
        """Return why a request for this address is refused, None if it may pass."""
        if not path.startswith(_GATED) or path.startswith(_ALWAYS_OPEN):
            return None
        return self.closed or next(filter(None, (check() for check in self.checks)), None)

    @asynccontextmanager
    async def passing(self, path: str) -> AsyncIterator[None]:
        """Count a request for as long as it runs."""
        is_counted = path.startswith(_GATED) and not path.startswith(_ALWAYS_OPEN)
        self._running += is_counted
        try:
            yield
        finally:
            self._running -= is_counted

    async def close(self, reason: AppError) -> None:
        """Refuse new requests with `reason`, and wait until none runs.

        Raises DatabaseBusy, with the gate open again, if some go on for too long.
        """
        before, self.closed = self.closed, reason
        try:
            with anyio.fail_after(_LONGEST_WAIT_SECONDS):
                while self._running:
                    await anyio.sleep(_LOOK_SECONDS)
        except TimeoutError:
            self.closed = before
            raise DatabaseBusy from None


class DataGateMiddleware:
    """ASGI middleware that asks the gate."""

    def __init__(self, app: ASGIApp, *, gate: DataGate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if refusal := self._gate.refusal(scope["path"]):
            answer = problem(
                status=refusal.status, code=refusal.code, title=refusal.title, detail=refusal.message, **refusal.extra
            )
            await answer(scope, receive, send)
            return
        async with self._gate.passing(scope["path"]):
            await self._app(scope, receive, send)
