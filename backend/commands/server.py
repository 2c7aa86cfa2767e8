"""Run the app for many people on PostgreSQL: several workers behind a reverse proxy, and the people who may sign in."""

import os
import shutil
from contextlib import closing
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from backend.access import queries, service
from backend.bootstrap import open_database
from backend.infra import paths
from backend.infra.config import Config
from backend.kit.errors import AppError

_PUBLIC_URL = "BUDGET_PUBLIC_URL"
_METRICS = "PROMETHEUS_MULTIPROC_DIR"
_GRACE_SECONDS = 30


class NotAServer(AppError):
    code = "not_a_server"
    status = 503
    title = "The server cannot start"


def server(*, host: str, port: int, workers: int, public_url: str | None) -> int:
    """Serve until asked to stop; requests that are on their way are finished first. Raises NotAServer."""
    import uvicorn

    os.environ[_PUBLIC_URL] = public_url or os.environ.get(_PUBLIC_URL, "")
    config = _config()
    paths.set_private_umask()
    paths.prepare_data_folder(config.home)
    metrics = config.home / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    os.environ[_METRICS] = str(metrics)
    _migrate(config)
    uvicorn.run(
        "backend.commands.server:make_app", factory=True, host=host, port=port, workers=workers, log_config=None,
        access_log=False, server_header=False, ws="none", lifespan="on", timeout_graceful_shutdown=_GRACE_SECONDS,
    )  # fmt: skip
    return 0


def make_app() -> ASGIApp:
    """Return the app of one worker, as uvicorn asks for it."""
    from backend.access.observation import Observation, log_to_stdout
    from backend.main import create_app

    log_to_stdout()
    app = create_app(_config())
    app.add_middleware(Observation, metrics_folder=Path(os.environ[_METRICS]))
    return app


def add_user(*, email: str, name: str, is_operator: bool, password: str | None = None) -> int:
    """Add somebody who may sign in; the password is asked for. Raises EmailTaken and WeakPassword."""
    config = _migrated()
    password = password or os.environ.get("BUDGET_NEW_PASSWORD") or getpass("Password (at least 12 characters): ")
    with closing(open_database(config, "access")) as access, access.write() as db:
        person = service.add_person(db, email=email, name=name, password=password, is_operator=is_operator)
        print(f"{person.email} may sign in now.")
    return 0


def list_users() -> int:
    """Print who may sign in."""
    with closing(open_database(_migrated(), "access")) as access, access.read() as db:
        for person in queries.people(db):
            words = [
                person.email,
                person.name,
                "operator" if person.is_operator else "",
                "" if person.is_active else "off",
            ]
            print("\t".join(word for word in words if word))
    return 0


def set_active(*, email: str, is_active: bool) -> int:
    """Let somebody sign in again, or no more; switched off, all their sessions end. Raises NoSuchAccess."""
    with closing(open_database(_migrated(), "access")) as access, access.write() as db:
        service.set_active(db, email, is_active=is_active)
    print(f"{email} may {'sign in again' if is_active else 'no longer sign in'}.")
    return 0


def reset_password(*, email: str, password: str | None = None) -> int:
    """Set somebody's password, remove their authenticator app and end their sessions. Raises NoSuchAccess."""
    config = _migrated()
    password = password or os.environ.get("BUDGET_NEW_PASSWORD") or getpass("New password: ")
    with closing(open_database(config, "access")) as access, access.write() as db:
        service.reset_password(db, email, password)
    print(f"{email} has a new password.")
    return 0


def _config() -> Config:
    config = replace(Config.from_environment(), public_url=os.environ.get(_PUBLIC_URL) or None, token=None)
    if config.database_url is None:
        raise NotAServer("A server keeps its data on PostgreSQL. Set BUDGET_DATABASE_URL.")
    if config.public_url is None or not _is_address(config.public_url):
        raise NotAServer("Say where people reach this server, such as --public-url https://budget.example.org.")
    return config


def _migrated() -> Config:
    config = replace(Config.from_environment(), public_url="none")
    if config.database_url is None:
        raise NotAServer("A server keeps its data on PostgreSQL. Set BUDGET_DATABASE_URL.")
    _migrate(config)
    return config


def _migrate(config: Config) -> None:
    from backend.migrations.server import migrate_all

    migrate_all(config)


def _is_address(url: str) -> bool:
    parts: Any = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.path in ("", "/")
