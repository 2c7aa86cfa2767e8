"""Recognise whose book a file is, and read it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from backend.moving_in.book import Book
from backend.moving_in.readers import actual, beancount, csv_registers, firefly, gnucash, journal, qif, ynab
from backend.moving_in.readers.csv_rows import header_of
from backend.moving_in.source_files import GZIP_MAGIC, SQLITE_MAGIC, gunzip, open_sqlite, tables

ReadBook = Callable[..., Book]
# Columns that an export has at least, and its reader.
_CSV: tuple[tuple[set[str], ReadBook], ...] = (
    (actual.CSV_COLUMNS, actual.read_transactions_csv),
    (ynab.REGISTER_COLUMNS, ynab.read_register),
    (firefly.CSV_COLUMNS, firefly.read_transactions_csv),
    *((set(layout.columns), csv_registers.reader_of(layout.program)) for layout in csv_registers.LAYOUTS),
)
# The first bytes of other text files decide; those of a journal are looked at last.
_TEXT: tuple[tuple[Callable[[bytes], bool], ReadBook], ...] = (
    (firefly.is_json, firefly.read_json),
    (qif.is_book, qif.read),
    (beancount.is_ledger, beancount.read),
    (journal.is_journal, journal.read),
)


def read_book(data: bytes, *, currency: str) -> Book | None:
    """Return the book in a file, None if it is of no program that is known. `currency` is for programs that name none.

    Raises UnreadableBook.
    """
    unpacked = gunzip(data, "another program") if data.startswith(GZIP_MAGIC) else data
    reader = _reader(unpacked)
    return reader(unpacked, currency=currency) if reader else None


def _reader(data: bytes) -> ReadBook | None:
    if data.startswith(b"PK"):
        return _zip_reader(data)
    if data.startswith(SQLITE_MAGIC):
        return _sqlite_reader(data)
    return _text_reader(data)


def _zip_reader(data: bytes) -> ReadBook | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if actual.is_actual_zip(names):
        return actual.read_zip
    return ynab.read_zip if ynab.is_ynab_zip(names) else None


def _sqlite_reader(data: bytes) -> ReadBook | None:
    with open_sqlite(data, "another program") as connection:
        names = tables(connection)
    if {"commodities", "splits"} <= names:
        return gnucash.read_sqlite
    return actual.read_database if "category_groups" in names else None


def _text_reader(data: bytes) -> ReadBook | None:
    if gnucash.XML_ROOT in data[:2000]:
        return gnucash.read_xml
    header = {column.casefold() for column in header_of(data)}
    for columns, reader in _CSV:
        if {column.casefold() for column in columns} <= header:
            return reader
    return next((reader for is_of, reader in _TEXT if is_of(data)), None)
