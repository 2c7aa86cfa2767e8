"""Which accounts a file is about: one named above the table, or several in a column of it."""

import re
from collections.abc import Sequence

from backend.imports.column_mapping import ColumnMapping
from backend.imports.sniff import Table

_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b|\b\d[\d •*xX-]{6,}\d{4}\b|[xX*•]{2,}[ -]?\d{4}\b")


def accounts_of(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    column = mapping.account
    if column is None:
        return ()
    rows = (record.cells for record in table.rows if tuple(record.cells) != mapping.header)
    values = (cells[column].strip() for cells in rows if column < len(cells))
    return tuple(dict.fromkeys(value for value in values if value))


def account_hint(table: Table, accounts: Sequence[str]) -> str | None:
    """Return the last four digits of the account, or its name, if the file tells of one account only."""
    if len(accounts) > 1:
        return None
    for cell in [*accounts, *(cell for record in table.preamble for cell in record.cells)]:
        if found := _ACCOUNT.search(cell):
            return re.sub(r"\W", "", found[0])[-4:]
    if not accounts:
        return None
    digits = re.sub(r"\D", "", accounts[0])
    return digits[-4:] if len(digits) >= 4 else accounts[0]
