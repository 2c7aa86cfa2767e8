"""Bring a database to the version this app knows: backup first, then one transaction, or nothing at all."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from backend.backup.create import create_backup
from backend.infra.database import Database, progress_handler, translate_db_errors
from backend.infra.errors import NewerDatabase
from backend.kit.errors import AppError
from backend.kit.progress import ProgressCallback, no_progress
from backend.version import VERSION

if TYPE_CHECKING:
    from alembic.config import Config

# A test compares these with the newest files in versions/; comparing here first spares the start Alembic's import.
HEADS = {"budget": "0036", "investments": "0007"}
_FOLDER = Path(__file__).resolve().parent
_VERSION = re.compile("[0-9]{4}")
_FIRST = "0001"
_UPGRADING = "Bringing your data into the form that this version needs…"


class DatabaseMissing(AppError):
    code = "database_missing"
    status = 503
    title = "Your data file is gone"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was here before and is now missing or empty. Nothing new was made in its place. "
            f"Put it back, or copy the newest file of {path.parent / 'backups'} to {path}.",
            file=str(path),
        )


class UnknownDatabase(AppError):
    code = "unknown_database"
    status = 503
    title = "This data file is not ours"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was made by another program or by an older app that this version cannot read. "
            "It was not touched. Move it away, or name another folder in BUDGET_APP_HOME.",
            file=str(path),
        )


class MigrationFailed(AppError):
    code = "migration_failed"
    status = 503
    title = "Your data could not be brought up to date"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} could not be brought into the form that Budget App {VERSION} needs, and is as it was before. "
            f"A copy of it is in {path.parent / 'backups'}. Go on with the version that you used until now.",
            file=str(path),
        )


def migrate(database: Database, name: str, *, on_progress: ProgressCallback = no_progress) -> None:
    """Afterwards the database has the newest schema; `on_progress` is called with each step if there was an older one.

    Raises NewerDatabase, UnknownDatabase and DatabaseMissing, each time with the file untouched, and MigrationFailed
    with the data as it was.
    """
    found = version_of(database, name)
    if found is None and was_made(database.path):
        raise DatabaseMissing(database.path)
    if found is not None and found != HEADS[name]:
        words = f"Making a backup of {database.path.name} ({database.path.stat().st_size / 1_000_000:,.0f} MB)…"
        create_backup(database, reason=f"before-{HEADS[name]}", tick=lambda: on_progress(words))
    if found != HEADS[name]:
        upgrade(database, name, HEADS[name], on_progress=on_progress if found else no_progress)
    _marker(database.path).touch(mode=0o600)


def was_made(path: Path) -> bool:
    """Say whether a data file was made here before, also if it is gone now."""
    return _marker(path).exists()


def version_of(database: Database, name: str) -> str | None:
    """Return the version of the data without changing a byte, None if there is no data.

    Raises NewerDatabase and UnknownDatabase.
    """
    if not database.path.exists() or database.path.stat().st_size == 0:
        return None
    with translate_db_errors(), database.read_engine.connect() as connection:
        tables = {row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise UnknownDatabase(database.path)
        version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
        maker = "of a newer version"
        if "app_version" in tables:
            maker = str(connection.execute(text("SELECT version FROM app_version")).scalar())
    if not _VERSION.fullmatch(version) or version < _FIRST:
        raise UnknownDatabase(database.path)
    if version > HEADS[name]:
        raise NewerDatabase(file=database.path.name, found=version, known=HEADS[name], made_by=maker, app=VERSION)
    return version


def upgrade(database: Database, name: str, version: str, *, on_progress: ProgressCallback = no_progress) -> None:
    """Bring the schema to `version` in one transaction. Raises MigrationFailed with the data as it was."""
    from alembic import command

    try:
        with (
            translate_db_errors(),
            database.write_engine.begin() as connection,
            progress_handler(connection, lambda: on_progress(_UPGRADING)),
        ):
            command.upgrade(alembic_config(connection, name), version)
            connection.execute(text("CREATE TABLE IF NOT EXISTS app_version (version TEXT NOT NULL)"))
            connection.execute(text("DELETE FROM app_version"))
            connection.execute(text("INSERT INTO app_version VALUES (:version)"), {"version": VERSION})
    except SQLAlchemyError as error:
        raise MigrationFailed(database.path) from error


def alembic_config(connection: Connection | None, name: str) -> "Config":
    """Return Alembic's configuration for one of our databases on an open connection; no ini file is read."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER / name).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _marker(path: Path) -> Path:
    """The file that remembers that a database was made, since an empty file looks like a new one to SQLite."""
    return path.parent / f".{path.stem}-was-made"
