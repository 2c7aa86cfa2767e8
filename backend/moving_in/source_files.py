"""Bytes of a book, opened with limits: archives that unpack to too much and damaged databases end in a sentence."""

import gzip
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from backend.moving_in.errors import UnreadableBook

SQLITE_MAGIC = b"SQLite format 3\x00"
GZIP_MAGIC = b"\x1f\x8b"
_MOST_BYTES = 400 * 1024 * 1024
_MOST_FILES = 1000
# SQLite needs about a second for a million steps; no query on a book needs more than this.
_STEPS_PER_TICK = 1_000_000
_MOST_TICKS = 120


def gunzip(data: bytes, program: str) -> bytes:
    """Return what is in a gzip file. Raises UnreadableBook if it is damaged or unpacks to more than 400 MB."""
    try:
        with gzip.open(BytesIO(data)) as file:
            unpacked = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableBook(program, "it is damaged and cannot be unpacked. Save it again there.") from error
    _check_size(unpacked, program)
    return unpacked


def unzip(data: bytes, program: str) -> dict[str, bytes]:
    """Return the files of a zip archive by name. Raises UnreadableBook."""
    unpacked: dict[str, bytes] = {}
    left = _MOST_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_FILES:
                raise UnreadableBook(program, f"the archive has more than {_MOST_FILES} files.")
            for member in members:
                if not member.is_dir():
                    with archive.open(member) as file:
                        # The size that the archive states may be a lie.
                        content = file.read(left + 1)
                    left -= len(content)
                    if left < 0:
                        _check_size(b"", program, is_larger=True)
                    unpacked[member.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableBook(program, "the archive is damaged or encrypted. Export it again there.") from error
    return unpacked


@contextmanager
def open_sqlite(data: bytes, program: str) -> Iterator[sqlite3.Connection]:
    """Open a database that is only in memory and cannot be changed. Raises UnreadableBook if it is damaged."""
    connection = sqlite3.connect(":memory:")
    ticks = 0

    def tick() -> bool:
        nonlocal ticks
        ticks += 1
        return ticks > _MOST_TICKS

    try:
        connection.deserialize(_without_wal(data))
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda text: text.decode("utf-8", errors="replace")
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_progress_handler(tick, _STEPS_PER_TICK)
        yield connection
    except sqlite3.Error as error:
        raise UnreadableBook(program, "its database is damaged or not of a version we know.") from error
    finally:
        connection.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the real tables; a view of such a name could compute for ever."""
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's columns."""
    return {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or, failing these, Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _without_wal(data: bytes) -> bytes:
    # A database in memory has no write-ahead log, so the file has to say that it uses none (bytes 18 and 19 of
    # https://www.sqlite.org/fileformat.html#the_database_header).
    return data[:18] + b"\x01\x01" + data[20:] if data[18:20] == b"\x02\x02" else data


def _check_size(unpacked: bytes, program: str, *, is_larger: bool = False) -> None:
    if is_larger or len(unpacked) > _MOST_BYTES:
        raise UnreadableBook(program, f"it unpacks to more than {_MOST_BYTES // 1024 // 1024} MB, so it was not read.")
