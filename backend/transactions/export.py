"""Transactions as files that other programs read."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from backend.kit.currency import minor_digits

# A spreadsheet runs cells that begin with these (OWASP, CSV injection); quoting alone does not help.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "id",
    "on",
    "account_name",
    "description",
    "merchant_name",
    "amount",
    "currency",
    "category_name",
    "parent_category_name",
    "notes",
    "source",
)


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the rows as CSV (UTF-8, header first). `amount` is in whole units; positive is money out."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row, column) for column in COLUMNS])
    return text.getvalue().encode()


def as_json(value: object) -> bytes:
    """Return `value` as indented JSON."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str)


def decimal_text(amount_minor: int, currency: str) -> str:
    """Return the amount in whole units, exactly, for example '-12.50'."""
    digits = minor_digits(currency)
    sign = "-" if amount_minor < 0 else ""
    whole, part = divmod(abs(amount_minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _cell(row: Mapping[str, Any], column: str) -> str:
    if column == "amount":
        return decimal_text(row["amount_minor"], row["currency"])
    value = row[column]
    return "" if value is None else harmless(str(value))
