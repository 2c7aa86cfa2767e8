"""Puts the app together: `create_app(config)`, and `app` for `uvicorn backend.main:app`."""

import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from backend.home.sample import SampleServer
from backend.imports.service import Importer
from backend.infra import paths, scheduler
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.guard import Guard, LaunchCodes
from backend.infra.pages import BuiltPage
from backend.infra.reference_page import reference_page
from backend.infra.vault import Vault, system_keychain
from backend.infra.web import WithoutTrailingSlash, install_errors, problem
from backend.migrations.runner import migrate
from backend.routes import ROUTERS
from backend.settings.service import load_into_environment
from backend.taxonomy.service import seed
from backend.users.service import ensure_local_user

# The interpreter changes threads this often, so that a long import never holds a page up for long.
_SWITCH_SECONDS = 0.0005


def create_app(config: Config) -> FastAPI:
    """Return the app for one data folder. Nothing is opened before the app starts.

    Starting raises an AppError that says why, if the data cannot be opened; nothing is touched then.
    """
    app = FastAPI(
        title="Budget App",
        version=config.version,
        lifespan=_running(config),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.config = config
    app.state.codes = LaunchCodes()
    install_errors(app)
    for router in ROUTERS:
        app.include_router(router)
    _add_pages(app, config)
    # The last one added is the first to see a request.
    app.add_middleware(WithoutTrailingSlash)
    app.add_middleware(Guard, token=config.token, codes=app.state.codes)
    return app


def _running(config: Config) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            _open(app, config, opened)
            sys.setswitchinterval(_SWITCH_SECONDS)
            gc.collect()
            # What lives as long as the app need not be looked at again by every collection.
            gc.freeze()
            yield

    return running


def _open(app: FastAPI, config: Config, opened: AsyncExitStack) -> None:
    """Open everything in order; `opened` closes it in reverse."""
    paths.prepare(config.home)
    budget, investments = (Database(config.home / f"{name}.db") for name in ("budget", "investments"))
    for database, name in ((budget, "budget"), (investments, "investments")):
        opened.callback(database.close)
        migrate(database, name)
    app.state.budget, app.state.investments = budget, investments
    app.state.vault = Vault(config.home, system_keychain)
    with budget.write() as db:
        user_id = ensure_local_user(db)
        load_into_environment(db, user_id, app.state.vault)
        seed(db, user_id)
    app.state.importer = Importer(budget, config.home)
    app.state.sample = SampleServer(config.home)
    opened.callback(app.state.sample.close)
    from backend.jobs import JOBS

    running = scheduler.start(JOBS, config, budget)
    opened.callback(running.shutdown)


def _add_pages(app: FastAPI, config: Config) -> None:
    page = BuiltPage(config.frontend) if config.frontend else None

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(reference_page(app.openapi()))

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def built_page(path: str) -> Response:
        if page is None or path == "api" or path.startswith("api/"):
            detail = "There is nothing at this address." if page else "The page is not built. Run: make run"
            return problem(status=404, code="not_found", title="Not found", detail=detail)
        return page.answer(path)


def __getattr__(name: str) -> FastAPI:
    """Make `app` when a server asks for it, so that importing this module opens nothing."""
    if name == "app":
        return create_app(Config.from_environment())
    raise AttributeError(name)
