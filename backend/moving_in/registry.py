"""Recognise whose book a file is, and read it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from backend.moving_in.book import Book
from backend.moving_in.errors import NotABook
from backend.moving_in.readers import actual
from backend.moving_in.readers.csv_rows import header_of
from backend.moving_in.source_files import GZIP_MAGIC, SQLITE_MAGIC, gunzip, open_sqlite, tables

ReadBook = Callable[..., Book]
# Columns that an export has at least, and its reader.
_CSV: tuple[tuple[str, set[str], ReadBook], ...] = ((actual.PROGRAM, actual.CSV_COLUMNS, actual.read_transactions_csv),)


def read_book(data: bytes, *, filename: str, currency: str) -> Book:
    """Return the book in a file. `currency` is for programs that name none.

    Raises NotABook if the file is of no program that is known, and UnreadableBook if it cannot be read.
    """
    reader = _reader(data, filename)
    if reader is None:
        raise NotABook
    return reader(data, currency=currency)


def _reader(data: bytes, filename: str) -> ReadBook | None:
    if data.startswith(b"PK"):
        return _zip_reader(data)
    if data.startswith(SQLITE_MAGIC):
        return _sqlite_reader(data)
    if data.startswith(GZIP_MAGIC):
        return _reader(gunzip(data, "another program"), filename.removesuffix(".gz"))
    return _text_reader(data, filename)


def _zip_reader(data: bytes) -> ReadBook | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    return actual.read_zip if actual.is_actual_zip(names) else None


def _sqlite_reader(data: bytes) -> ReadBook | None:
    with open_sqlite(data, "another program") as connection:
        names = tables(connection)
    return actual.read_database if "category_groups" in names else None


def _text_reader(data: bytes, filename: str) -> ReadBook | None:
    header = set(header_of(data))
    return next((reader for _, columns, reader in _CSV if columns <= header), None)
