"""Transactions as CSV, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from backend.exports.batches import in_batches
from backend.kit.money import in_units

# A spreadsheet runs cells that begin with these (OWASP, CSV injection); quoting alone does not help. Some take the wide
# signs of East Asian keyboards for the plain ones.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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


def as_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the rows as CSV (UTF-8, header first). `amount` is in whole units; positive is money out.

    A split transaction has one line for each part, so that a sum by category agrees with the app.
    """
    yield _lines([COLUMNS])
    for batch in in_batches(rows):
        yield _lines([[_cell(part, column) for column in COLUMNS] for row in batch for part in by_part(row)])


def escape_formula(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def by_part(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a row, or each part of a split one with the category and amount of the part."""
    splits = row.get("splits", ())
    if not splits:
        yield row
    for split in splits:
        of_part = {name: split[name] for name in ("amount_minor", "category_name")}
        yield {**row, **of_part, "parent_category_name": None, "notes": split["memo"] or row["notes"]}


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(row: Mapping[str, Any], column: str) -> str:
    if column == "amount":
        return in_units(row["amount_minor"], row["currency"])
    value = row[column]
    return "" if value is None else escape_formula(str(value))
