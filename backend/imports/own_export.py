"""Our own CSV of transactions (`takeout/csv_file.py`), brought back: each column is known, none is guessed."""

import re

from backend.imports.column_mapping import ColumnMapping
from backend.imports.sniff import Table

_HEADER = (
    "id", "on", "account_name", "description", "merchant_name", "amount", "currency", "category_name",
    "parent_category_name", "notes", "source",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def own_mapping(table: Table, encoding: str) -> ColumnMapping | None:
    """Return how our own file is read; None if it is another file, or a spreadsheet wrote its days and amounts anew."""
    if table.header is None or tuple(cell.strip() for cell in table.header.cells) != _HEADER:
        return None
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
