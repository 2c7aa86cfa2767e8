"""Files whose columns are all known: our own CSV of transactions (`exports/csv_file.py`) and the history of Wise."""

import re

from backend.imports.column_mapping import ColumnMapping
from backend.imports.sniff import Table

_HEADER = (
    "id", "on", "account_name", "description", "merchant_name", "amount", "currency", "category_name",
    "parent_category_name", "notes", "source",
)  # fmt: skip
_WISE = (
    "ID", "Status", "Direction", "Created on", "Finished on", "Source fee amount", "Source fee currency",
    "Target fee amount", "Target fee currency", "Source name", "Source amount (after fees)", "Source currency",
    "Target name", "Target amount (after fees)", "Target currency", "Exchange rate", "Reference", "Batch",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def known_mapping(table: Table, encoding: str) -> ColumnMapping | None:
    """Return how a file is read whose columns are all known; None for others."""
    header = tuple(cell.strip() for cell in table.header.cells) if table.header else ()
    if header == _HEADER:
        return _own_mapping(table, encoding)
    return _wise_mapping(table, encoding) if header[: len(_WISE)] == _WISE else None


def _wise_mapping(table: Table, encoding: str) -> ColumnMapping:
    """Return how Wise tells of transfers: money out leaves the source with a fee, money in arrives at the target."""
    assert table.header
    column = {name.strip(): index for index, name in enumerate(table.header.cells)}
    return ColumnMapping(
        delimiter=table.dialect.delimiter,
        encoding=encoding,
        header_line=table.header.line_no,
        header=tuple(table.header.cells),
        date=column["Finished on"],
        description=(column["Reference"],),
        amount=column["Source amount (after fees)"],
        amount_in=column["Target amount (after fees)"],
        fee=column["Source fee amount"],
        sign="column",
        sign_column=column["Direction"],
        out_values=("OUT",),
        in_values=("IN",),
        currency=column["Source currency"],
        currency_in=column["Target currency"],
        category=column.get("Category"),
        payee=column["Target name"],
        payer=column["Source name"],
        status=column["Status"],
        notes=column.get("Note"),
        provider_id=column["ID"],
        authorized_date=column["Created on"],
        original_amount=column["Target amount (after fees)"],
        original_currency=column["Target currency"],
    )


def _own_mapping(table: Table, encoding: str) -> ColumnMapping | None:
    """Return how our own file is read; None if a spreadsheet wrote its days and amounts anew."""
    assert table.header
    column = {name: index for index, name in enumerate(_HEADER)}
    rows = [record.cells for record in (*table.rows, *table.spread) if len(record.cells) == len(_HEADER)]
    if not all(_DAY.fullmatch(row[column["on"]]) and _AMOUNT.fullmatch(row[column["amount"]]) for row in rows):
        return None
    return ColumnMapping(
        delimiter=table.dialect.delimiter,
        encoding=encoding,
        header_line=table.header.line_no,
        header=tuple(table.header.cells),
        date=column["on"],
        date_format="YMD",
        description=(column["description"],),
        amount=column["amount"],
        sign="plus_is_out",
        decimal=".",
        currency=column["currency"],
        category=column["category_name"],
        payee=column["merchant_name"],
        notes=column["notes"],
        account=column["account_name"],
    )
