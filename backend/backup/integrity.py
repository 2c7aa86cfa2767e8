"""Whether a data file is whole: looked at without changing a byte of it."""

import re
from contextlib import closing
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DatabaseError

from backend.infra.database import connect, driver

IntegrityState = Literal["whole", "damaged", "missing"]
_IN_A_NEW_FILE = frozenset(
    {"alembic_version", "app_version", "users", "app_settings", "categories", "merchant_mappings", "amount_rules"}
)
_VERSION = re.compile("[0-9]{4}")


def integrity_state(path: Path) -> IntegrityState:
    """Say whether all of a file, and of the log beside it, can be read. An empty file is none."""
    if not path.exists() or path.stat().st_size == 0:
        return "missing"
    return "whole" if _query_value(path, "PRAGMA integrity_check(1)") == "ok" else "damaged"


def is_valid_backup(path: Path, *, newest: str) -> bool:
    """Say whether a backup is whole and of a version up to `newest`, so that this app can go on with it."""
    if integrity_state(path) != "whole":
        return False
    version = _query_value(path, "SELECT version_num FROM alembic_version")
    return version is not None and bool(_VERSION.fullmatch(version)) and version <= newest


def holds_data(path: Path) -> bool:
    """Say whether a file of ours holds more than the app itself puts into a new one; False if it cannot be read."""
    # The tables of a full-text index hold its settings even when it is empty.
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'document_search%'"
    )
    try:
        with closing(connect(path, is_read_only=True)) as connection:
            names = {name for (name,) in connection.execute(tables)}
            return "alembic_version" in names and any(
                connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608
                for name in names - _IN_A_NEW_FILE
            )
    except (DatabaseError, driver().Error):
        return False


def _query_value(path: Path, query: str) -> str | None:
    """Return the first answer, None if the file cannot answer."""
    try:
        with closing(connect(path, is_read_only=True)) as connection:
            row = connection.execute(query).fetchone()
    except (DatabaseError, driver().Error):
        return None
    return str(row[0]) if row else None
