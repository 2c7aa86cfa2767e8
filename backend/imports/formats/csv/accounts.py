"""Tables of several accounts: one statement for each, if every row names its account."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import OTHER_ACCOUNT
from backend.imports.model.statement import Statement
from backend.imports.table.locate import Table

# More are rather the accounts of the other side than the person's own.
_MOST = 10


def statements_by_account(read: Callable[[str | None], Statement]) -> list[Statement]:
    """Return the statements of a table; `read` reads it for one of its accounts, or whole for None.

    A table in which some row names none of the accounts stays whole, with its warning: no row is lost.
    """
    whole = read(None)
    if not 1 < len(whole.accounts) <= _MOST or "columns" in whole.questions:
        return [whole]
    parts = [read(name) for name in whole.accounts]
    if sum(len(part.drafts) for part in parts) != len(whole.drafts):
        return [whole]
    return [_only(part, name, is_first=part is parts[0]) for part, name in zip(parts, whole.accounts, strict=True)]


def _only(part: Statement, name: str, *, is_first: bool) -> Statement:
    """What is not about any account (problems, remarks) is told once, with the first."""
    left_out = [row for row in part.left_out if row.code != OTHER_ACCOUNT.code] if is_first else []
    return replace(
        part,
        part=name[:200],
        part_label=name[:200],
        account_hint=name,
        name_hint=name,
        problems=part.problems if is_first else [],
        left_out=left_out,
    )


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
