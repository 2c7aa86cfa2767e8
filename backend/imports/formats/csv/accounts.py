"""Tables of several accounts: one statement for each, if every row names its account."""

import re
from collections.abc import Sequence

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.normalization.normalize import Normalized
from backend.imports.table.locate import Table

# More are rather the accounts of the other side than the person's own.
_MOST = 10


def split_by_account(result: Normalized) -> dict[str, Normalized]:
    """Return the rows of each account, in the order in which the accounts come; nothing unless every row names one of
    a few. What is about no account (problems, remarks) comes with the first."""
    names = list(dict.fromkeys(result.accounts))
    if not 1 < len(names) <= _MOST or "" in names:
        return {}
    parts = {name: Normalized(result.mapping, day_texts=result.day_texts) for name in names}
    for name, draft in zip(result.accounts, result.drafts, strict=True):
        parts[name].drafts.append(draft)
    parts[names[0]].problems, parts[names[0]].left_out = result.problems, result.left_out
    return parts


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
