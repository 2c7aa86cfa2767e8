"""A table of several accounts: one statement for each of them, if each row says which it belongs to."""

from collections.abc import Callable
from dataclasses import replace

from backend.imports.leave_out import OTHER_ACCOUNT
from backend.imports.statement import Statement

# More are rather the accounts of the other side than the person's own.
_MOST = 10


def by_account(read: Callable[[str | None], Statement]) -> list[Statement]:
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
