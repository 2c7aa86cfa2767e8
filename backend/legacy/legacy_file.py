"""The file of the older app: recognised, held alone while it is read, copied whole."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from backend.infra.database import connect, driver, translate_db_errors
from backend.legacy.errors import LegacyAppRunning

KEY_FILE = ".encryption_key"
# Where a person may have written the key instead, beside other settings.
SETTINGS_FILE = ".env"
_WAIT_SECONDS = 5.0
# What every age of the older app had, and no other program has: a few tables with these columns.
_LEGACY_COLUMNS = {
    "budget": {
        "categories": {"id", "short_desc", "display_name"},
        "accounts": {"id", "name"},
        "transactions": {"id", "account_id", "date", "description", "amount"},
    },
    "investments": {
        "investment_accounts": {"id", "account_name"},
        "securities": {"id", "name"},
        "holdings": {"id", "security_id", "as_of_date"},
    },
}


def is_legacy_file(path: Path, *, busy_seconds: float) -> bool:
    """Say whether a database is one that the older app left."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    with (
        translate_db_errors(),
        closing(connect(path, busy_seconds=busy_seconds)) as connection,
    ):
        columns = {table: set(column_names(connection, table)) for table in table_names(connection)}
    wanted = _LEGACY_COLUMNS[path.stem].items()
    return "alembic_version" not in columns and all(columns.get(table, set()) >= required for table, required in wanted)


@contextmanager
def lock_legacy_file(path: Path, *, busy_seconds: float) -> Iterator[Any]:
    """Yield the only connection to an older file, None if the file is not the older app's.

    Nobody else can read or write it meanwhile. Raises LegacyAppRunning when somebody does.
    """
    number = path.stat().st_ino
    if not is_legacy_file(path, busy_seconds=busy_seconds):
        yield None
        return
    with (
        translate_db_errors(),
        closing(connect(path, busy_seconds=_WAIT_SECONDS)) as connection,
    ):
        # Before anything is read: a log that others share cannot be held alone any more.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except driver().OperationalError as error:
            raise LegacyAppRunning(path) from error
        # Another start of this app may have taken it over while this one waited.
        yield connection if path.stat().st_ino == number else None


def copy_legacy_file(connection: Any, *, to: Path) -> None:
    """Write every page, also those that only the write-ahead log has, into one file; its key lies beside it."""
    with closing(connect(to)) as target:
        connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    source = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    for name in (KEY_FILE, SETTINGS_FILE):
        if (source.parent / name).is_file():
            shutil.copyfile(source.parent / name, to.parent / name)


def merge_write_ahead_log(connection: Any) -> None:
    """Move the write-ahead log into the file and take it away: beside a new file it would be read as that one's."""
    connection.execute("PRAGMA journal_mode=DELETE")


def table_names(connection: Any) -> list[str]:
    """Return the tables of a file, without SQLite's own."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows if not row[0].startswith("sqlite_")]


def column_names(connection: Any, table: str) -> list[str]:
    """Return the columns of a table, in order."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({quote_identifier(table)})")]


def quote_identifier(name: str) -> str:
    """Return a name for SQL, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
