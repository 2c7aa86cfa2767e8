"""Puts the app together: `create_app(config)`, and `app` for `uvicorn backend.main:app`."""

import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from typing import TypeVar

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from backend.app_info import health
from backend.app_info.sample import SampleServer
from backend.app_lock.service import AppLock
from backend.bootstrap import open_data
from backend.encryption.service import Encryption
from backend.infra.attempts import Attempts
from backend.infra.body_limit import BodyLimit
from backend.infra.built_page import BuiltPage, FallbackApp
from backend.infra.config import Config
from backend.infra.data_gate import DataBeingConverted, DataGate, DataGateMiddleware
from backend.infra.data_key import DataLocked, close_key
from backend.infra.guard import Guard, LaunchCodes
from backend.infra.reference_page import reference_page
from backend.infra.scheduler import Scheduler
from backend.infra.vault import system_keychain
from backend.infra.web import (
    StripTrailingSlash,
    UnexpectedErrors,
    add_router,
    document,
    install_errors,
)
from backend.jobs import with_connections
from backend.kit.errors import AppError
from backend.kit.progress import ProgressCallback, no_progress
from backend.mcp_server.protocol import PATH, McpEndpoint
from backend.routes import ROUTERS

T = TypeVar("T")

# The framework could send traces of requests to whoever the environment names. Nothing leaves this computer.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
# The interpreter changes threads this often, so that a long import never holds a page up for long.
_SWITCH_SECONDS = 0.0001
# So many new objects call for a collection, which looks at these alone and takes some milliseconds; Python's own number
# is 700. Collections of older objects come a thousand times more rarely: among the rows of an import one takes 100 ms.
_COLLECTION_THRESHOLD = 10_000
_OLD_COLLECTION_THRESHOLD = 1000


def create_app(config: Config, *, on_progress: ProgressCallback = no_progress) -> FastAPI:
    """Return the app for one data folder. Nothing is opened before the app starts.

    `on_progress` is called with each slow step of a start. Starting raises an AppError that says why, if the data
    cannot be opened; nothing is touched then.
    """
    app = FastAPI(
        title="Budget App",
        version=config.version,
        lifespan=_lifespan(config, on_progress),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.state.config = config
    app.state.codes = LaunchCodes()
    app.state.gate = DataGate()
    app.state.encryption = Encryption(config, system_keychain)
    app.state.unlock_attempts = Attempts()
    install_errors(app)
    document(app)
    for router in (health.router, *ROUTERS):
        add_router(app, router)

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(reference_page(app.openapi()))

    app.router.routes.append(Route(PATH, McpEndpoint(), include_in_schema=False))
    app.router.default = FallbackApp(BuiltPage(config.frontend) if config.frontend else None)
    # The last one added is the first to see a request.
    app.add_middleware(StripTrailingSlash)
    app.add_middleware(BodyLimit)
    app.add_middleware(DataGateMiddleware, gate=app.state.gate)
    app.add_middleware(UnexpectedErrors)
    if config.public_url is None:
        app.add_middleware(Guard, token=config.token, codes=app.state.codes)
    else:
        _add_sign_in(app, config.public_url)
    return app


def _add_sign_in(app: FastAPI, public_url: str) -> None:
    """Let people sign in, and let nobody else in: what a server has in place of the launch token."""
    from backend.access.guard import ServerGuard
    from backend.routes import server_routers

    for router in server_routers():
        add_router(app, router)
    app.state.is_https = public_url.startswith("https://")
    app.add_middleware(ServerGuard, public_url=public_url)


def _lifespan(config: Config, on_progress: ProgressCallback) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.reopening = data = _AppData(app, config, on_progress)
        with ExitStack() as closing:
            if config.public_url is None:
                closing.callback(close_key, config.home)
                closing.callback(data.close)
                data.open()
            else:
                _open_server(app, config, closing)
            sys.setswitchinterval(_SWITCH_SECONDS)
            tune_garbage_collector()
            yield

    return running


def tune_garbage_collector() -> None:
    """What lives as long as the app is not looked at again by every collection, and collections are rarer.

    An import holds a hundred thousand rows for a moment. With Python's own thresholds a seventh of its time went into
    looking for cycles among them, and each look stopped everybody. What the imports left over is frozen with the rest:
    to look for it would hold up the start, and it is little.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_COLLECTION_THRESHOLD, _OLD_COLLECTION_THRESHOLD, _OLD_COLLECTION_THRESHOLD)


class _AppData:
    """The data of the running app: opened at the start if its key is here, and closed around a change of its files."""

    def __init__(self, app: FastAPI, config: Config, on_progress: ProgressCallback) -> None:
        self._app = app
        self._config = config
        self._on_progress = on_progress
        self._gate: DataGate = app.state.gate
        self._closing: ExitStack | None = None

    def open(self) -> None:
        """Open everything; without the key only the requests that unlock the data are answered from now on.

        Raises an AppError that says why the data cannot be opened; nothing is touched then.
        """
        with ExitStack() as opened:
            try:
                _open(self._app, self._config, self._on_progress, opened)
            except DataLocked as locked:
                self._gate.closed = locked
                return
            self._closing = opened.pop_all()
        lock: AppLock = self._app.state.app_lock
        self._gate.checks = [lock.refusal]
        self._gate.closed = None

    def close(self) -> None:
        """Close everything that is open."""
        if self._closing is not None:
            self._closing.close()
        self._closing = None

    async def reopen(self, change: Callable[[], T]) -> T:
        """Refuse requests, close the data, let `change` work on its files, and open it again, whether that failed or
        not."""
        await self._gate.close(DataBeingConverted())
        try:
            await run_in_threadpool(self.close)
            return await run_in_threadpool(change)
        finally:
            await self._open_or_say_why()

    async def open_if_closed(self) -> None:
        """Open the data if it was locked and its key is here now."""
        if isinstance(self._gate.closed, DataLocked):
            await self._open_or_say_why()

    async def _open_or_say_why(self) -> None:
        try:
            await run_in_threadpool(self.open)
        except AppError as error:
            self._gate.closed = error
            raise


def _open(app: FastAPI, config: Config, on_progress: ProgressCallback, closing: ExitStack) -> None:
    """Open everything in order; `closing` closes it in reverse."""
    data = closing.enter_context(open_data(config, on_progress=on_progress))
    app.state.budget, app.state.investments = data.budget, data.investments
    app.state.data = data
    app.state.app_lock = AppLock(data.budget, data.user_id)
    app.state.sample = SampleServer(config.home)
    closing.callback(app.state.sample.close)
    app.state.scheduler = Scheduler(config, data.budget)
    closing.callback(app.state.scheduler.close)
    jobs, soon = with_connections(data.banks, data.rates, data.prices, data.investments, data.brokerages, data.backups)
    app.state.scheduler.start(jobs, soon=soon)


def _open_server(app: FastAPI, config: Config, closing: ExitStack) -> None:
    """Open the databases of a server in order; `closing` closes them in reverse."""
    from apscheduler.triggers.interval import IntervalTrigger

    from backend.households import HouseholdJobs, open_households

    households = closing.enter_context(open_households(config))
    app.state.budget, app.state.investments = households.budget, households.investments
    app.state.access, app.state.vault = households.access, households.vault
    app.state.data_of, app.state.is_ready = households.data_of, households.is_ready
    app.state.scheduler = Scheduler(config, households.budget)
    closing.callback(app.state.scheduler.close)
    jobs = HouseholdJobs(households)
    closing.callback(jobs.close)
    app.state.scheduler.start([(lambda _work: jobs.run_due(), IntervalTrigger(minutes=1))], soon=())


def __getattr__(name: str) -> FastAPI:
    """Make `app` when a server asks for it, so that importing this module opens nothing."""
    if name == "app":
        return create_app(Config.from_environment())
    raise AttributeError(name)
