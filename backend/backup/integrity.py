"""Whether a data file is whole: looked at without changing a byte of it."""

from contextlib import closing
from pathlib import Path
from typing import Literal

from backend.infra.database import connect_readonly, driver

IntegrityState = Literal["whole", "damaged", "missing"]
_IN_A_NEW_FILE = frozenset(
    {"alembic_version", "app_version", "users", "app_settings", "categories", "merchant_mappings", "amount_rules"}
)


def integrity_state(path: Path) -> IntegrityState:
    """Say whether all of a file, and of the log beside it, can be read. An empty file is none."""
    if not path.exists() or path.stat().st_size == 0:
        return "missing"
    return "whole" if _query_value(path, "PRAGMA integrity_check(1)") == "ok" else "damaged"


def holds_data(path: Path) -> bool:
    """Say whether a file of ours holds more than the app itself puts into a new one; False if it cannot be read."""
    # The tables of a full-text index hold its settings even when it is empty.
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'document_search%'"
    )
    try:
        with closing(connect_readonly(path)) as connection:
            names = {name for (name,) in connection.execute(tables)}
            return "alembic_version" in names and any(
                connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608
                for name in names - _IN_A_NEW_FILE
            )
    except (driver().Error, UnicodeError):
        return False


def _query_value(path: Path, query: str) -> str | None:
    """Return the first answer, None if the file cannot answer."""
    try:
        with closing(connect_readonly(path)) as connection:
            row = connection.execute(query).fetchone()
    except (driver().Error, UnicodeError):
        return None
    return str(row[0]) if row else None
