"""What many tests begin with: the text of a statement, a file sent to the app, the data file opened beside it.

No process is started here and nothing is Unix only, so that the tests of backend/ can be imported on every system; see
processes.py for commands and servers.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from backend.infra.database import driver

HEADER = "Date,Description,Amount\n"


def statement(*rows: str) -> bytes:
    """A CSV statement with these rows; without any, three plain ones."""
    plain = ("2024-01-15,COFFEE BAR 0042,-12.50", "2024-01-16,SALARY,2500.00", "2024-01-17,RENT,-900.00")
    return (HEADER + "\n".join(rows or plain) + "\n").encode()


def long_statement(rows: int) -> bytes:
    """A CSV statement of many different rows."""
    lines = (
        f"2024-{n % 12 + 1:02}-{n % 28 + 1:02},SHOP {n % 977} NUMBER {n},-{n % 9000 + 1}.{n % 100:02}\n"
        for n in range(rows)
    )
    return (HEADER + "".join(lines)).encode()


def preview(client: Any, content: bytes, *, name: str = "statement.csv", **fields: Any) -> Any:
    """Send a file to be looked at; the answer, whatever it is."""
    return client.post("/api/import/preview", files={"file": (name, content)}, data=fields)


def imported(client: TestClient, content: bytes, *, account_id: int) -> dict[str, Any]:
    """Import a file into an account, and return what became of it."""
    seen = preview(client, content, account_id=account_id)
    assert seen.status_code == 201, seen.text
    done = client.post(f"/api/import/{seen.json()['id']}/commit", json={"account_id": account_id})
    assert done.status_code == 200, done.text
    found: dict[str, Any] = done.json()
    return found


@contextmanager
def the_file(home: Path, name: str = "budget.db") -> Iterator[sqlite3.Connection]:
    """The database file itself, opened by another program than the app; what is executed holds at once."""
    with closing(driver().connect(home / name, timeout=0, isolation_level=None)) as connection:
        yield connection


def counted(home: Path, tables: Iterable[str] = ("transactions", "source_rows")) -> tuple[int, ...]:
    """How many rows these tables have."""
    with the_file(home) as file:
        return tuple(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


def every_count(home: Path) -> dict[str, int]:
    """How many rows each table has."""
    with the_file(home) as file:
        names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return dict(zip(names, counted(home, names), strict=True))


def is_whole(home: Path) -> bool:
    """Say whether SQLite finds nothing wrong with the file."""
    with the_file(home) as file:
        return bool(file.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
