"""What stands in a copy of an older file, row by row. The copy is only read."""

import base64
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from backend.adoption.older_file import columns_of, name_in_sql, tables_of
from backend.infra.database import driver, mended

Row = dict[str, Any]


class OlderData:
    """The tables of one older file. A table or a column that an age did not have is simply empty."""

    def __init__(self, connection: Any) -> None:
        connection.text_factory = self._text
        self._connection = connection
        self.columns = {table: columns_of(connection, table) for table in tables_of(connection)}
        self.has_odd_texts = False

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table by their numbers; none if there is no such table."""
        columns = self.columns.get(table)
        if not columns:
            return
        order = " ORDER BY id" if "id" in columns else ""
        cursor = self._connection.execute(f"SELECT * FROM {name_in_sql(table)}{order}")  # noqa: S608
        for row in cursor:
            yield dict(zip(columns, row, strict=True))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        if table not in self.columns:
            return 0
        found = self._connection.execute(f"SELECT count(*) FROM {name_in_sql(table)}")  # noqa: S608
        return int(found.fetchone()[0])

    def troubles(self) -> list[str]:
        """Return what SQLite finds wrong with the file itself."""
        found = self._connection.execute("PRAGMA integrity_check(10)")
        return [str(row[0]) for row in found if row[0] != "ok"]

    def _text(self, content: bytes) -> str:
        try:
            return content.decode()
        except UnicodeDecodeError:
            # Some tool wrote a text in the code page of Windows; every byte of it means something in this one.
            self.has_odd_texts = True
            return content.decode("latin-1")


@contextmanager
def reading(copy: Path) -> Iterator[OlderData]:
    """Yield what stands in the copy."""
    address = f"{copy.as_uri()}?mode=ro&immutable=1"
    with mended(), closing(driver().connect(address, uri=True, isolation_level=None)) as connection:
        yield OlderData(connection)


def as_json(row: Row) -> str:
    """Return a row as JSON that loses nothing: bytes and endless numbers become words."""
    # Nearly every row is plain; to look at each value by itself would take longer than to read it.
    if not any(type(value) is float and not math.isfinite(value) for value in row.values()):
        with suppress(TypeError):
            return orjson.dumps(row).decode()
    return orjson.dumps(printable(row)).decode()


def printable(row: Row) -> Row:
    """Return a row whose values JSON can hold."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, bytes):
        return f"base64:{base64.b64encode(value).decode()}"
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    if isinstance(value, str):
        # Half of a pair of UTF-16 is no text that JSON could hold.
        return value.encode("utf-8", "replace").decode()
    return value
