"""Puts the app together: `create_app(config)`, and `app` for `uvicorn backend.main:app`."""

import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.telemetry import TelemetryConfig
from starlette.responses import Response

from backend.home import health
from backend.home.sample import SampleServer
from backend.infra.config import Config
from backend.infra.guard import Guard, LaunchCodes
from backend.infra.pages import BuiltPage, Elsewhere
from backend.infra.reference_page import reference_page
from backend.infra.scheduler import Scheduler
from backend.infra.sizes import Sizes
from backend.infra.web import OurMistakes, WithoutTrailingSlash, install_errors
from backend.jobs import with_banks
from backend.kit.telling import Tell, nobody
from backend.opened import opened
from backend.routes import ROUTERS

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
_NEW_OBJECTS = 10_000
_RARELY = 1000


def create_app(config: Config, *, tell: Tell = nobody) -> FastAPI:
    """Return the app for one data folder. Nothing is opened before the app starts.

    `tell` hears what a start does that takes long. Starting raises an AppError that says why, if the data cannot be
    opened; nothing is touched then.
    """
    app = FastAPI(
        title="Budget App",
        version=config.version,
        lifespan=_running(config, tell),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.state.config = config
    app.state.codes = LaunchCodes()
    install_errors(app)
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router)

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(reference_page(app.openapi()))

    app.router.default = Elsewhere(BuiltPage(config.frontend) if config.frontend else None)
    # The last one added is the first to see a request.
    app.add_middleware(WithoutTrailingSlash)
    app.add_middleware(Sizes)
    app.add_middleware(OurMistakes)
    app.add_middleware(Guard, token=config.token, codes=app.state.codes)
    return app


def _running(config: Config, tell: Tell) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as closing:
            _open(app, config, tell, closing)
            sys.setswitchinterval(_SWITCH_SECONDS)
            _spare_the_collector()
            yield

    return running


def _spare_the_collector() -> None:
    """What lives as long as the app is not looked at again by every collection, and collections are rarer.

    An import holds a hundred thousand rows for a moment. With Python's own thresholds a seventh of its time went into
    looking for cycles among them, and each look stopped everybody. What the imports left over is frozen with the rest:
    to look for it would hold up the start, and it is little.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_NEW_OBJECTS, _RARELY, _RARELY)


def _open(app: FastAPI, config: Config, tell: Tell, closing: AsyncExitStack) -> None:
    """Open everything in order; `closing` closes it in reverse."""
    data = closing.enter_context(opened(config, tell=tell))
    app.state.budget, app.state.investments = data.budget, data.investments
    app.state.vault, app.state.data = data.vault, data
    app.state.sample = SampleServer(config.home)
    closing.callback(app.state.sample.close)
    app.state.scheduler = Scheduler(config, data.budget)
    closing.callback(app.state.scheduler.close)
    jobs, soon = with_banks(data.banks)
    app.state.scheduler.start(jobs, soon=soon)


def __getattr__(name: str) -> FastAPI:
    """Make `app` when a server asks for it, so that importing this module opens nothing."""
    if name == "app":
        return create_app(Config.from_environment())
    raise AttributeError(name)
