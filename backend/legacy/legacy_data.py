"""What stands in a copy of an older file, row by row. The copy is only read."""

import base64
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from backend.infra.database import driver, translate_db_errors
from backend.legacy.legacy_file import column_names, quote_identifier, table_names

Row = dict[str, Any]


class LegacyData:
    """The tables of one older file. A table or a column that an age did not have is simply empty."""

    def __init__(self, connection: Any) -> None:
        connection.text_factory = self._text
        self._connection = connection
        self.columns = {table: column_names(connection, table) for table in table_names(connection)}
        self.has_non_utf8_text = False

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table by their numbers; none if there is no such table."""
        columns = self.columns.get(table)
        if not columns:
            return
        order = " ORDER BY id" if "id" in columns else ""
        cursor = self._connection.execute(f"SELECT * FROM {quote_identifier(table)}{order}")  # noqa: S608
        for row in cursor:
            yield dict(zip(columns, row, strict=True))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        if table not in self.columns:
            return 0
        cursor = self._connection.execute(f"SELECT count(*) FROM {quote_identifier(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])

    def integrity_errors(self) -> list[str]:
        """Return what SQLite finds wrong with the file itself."""
        rows = self._connection.execute("PRAGMA integrity_check(10)")
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def _text(self, content: bytes) -> str:
        try:
            return content.decode()
        except UnicodeDecodeError:
            # Some tool wrote a text in the code page of Windows; every byte of it means something in this one.
            self.has_non_utf8_text = True
            return content.decode("latin-1")


@contextmanager
def open_legacy_data(copy: Path) -> Iterator[LegacyData]:
    """Yield what stands in the copy."""
    address = f"{copy.as_uri()}?mode=ro&immutable=1"
    with translate_db_errors(), closing(driver().connect(address, uri=True, isolation_level=None)) as connection:
        yield LegacyData(connection)


def as_json(row: Row) -> str:
    """Return a row as JSON that loses nothing: bytes and endless numbers become words."""
    # Nearly every row is plain; to look at each value by itself would take longer than to read it.
    if not any(type(value) is float and not math.isfinite(value) for value in row.values()):
        with suppress(TypeError):
            return orjson.dumps(row).decode()
    return orjson.dumps(printable(row)).decode()


def printable(row: Row) -> Row:
    """Return a row whose values JSON can hold."""
    return {name: _json_value(value) for name, value in row.items()}


def _json_value(value: object) -> object:
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
