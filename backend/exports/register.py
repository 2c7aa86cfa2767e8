"""One account with its transactions, as programs that keep accounts want them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.balances import queries as balances
from backend.balances.queries import Balance
from backend.exports import queries
from backend.exports.batches import in_batches
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter

Path = tuple[str, ...]


class EntrySplit(NamedTuple):
    """One part of an entry; positive is money out."""

    amount_minor: int
    category: Path
    memo: str


class Entry(NamedTuple):
    """One transaction; positive is money out. `category` are the names that lead to it, the main one first."""

    id: int
    on: date
    authorized_on: date | None
    description: str
    notes: str
    amount_minor: int
    currency: str
    category: Path
    is_internal: bool
    parts: tuple[EntrySplit, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """An account, what it holds, and its entries from `first_on` to `last_on`, read when they are asked for."""

    id: int
    name: str
    account_type: str
    mask: str | None
    currency: str
    balance: Balance | None
    first_on: date
    last_on: date
    entries: Callable[[], Iterator[Entry]]


def registers(db: Session, user_id: int, filter: Filter) -> list[Register]:
    """Return the accounts that have matching transactions, in the order in which a person keeps them."""
    days = transactions.days(db, user_id, filter)
    kept = accounts.list_accounts(db, user_id)
    held = balances.current(db, user_id, kept)
    paths = queries.category_paths(db, user_id)

    def entries_of(account_id: int) -> Callable[[], Iterator[Entry]]:
        return lambda: _entries(db, user_id, replace(filter, account_id=account_id), paths)

    return [
        Register(
            account.id,
            account.name,
            account.account_type,
            account.mask,
            account.currency,
            held.get(account.id),
            *days[account.id],
            entries_of(account.id),
        )
        for account in kept
        if account.id in days
    ]


def _entries(db: Session, user_id: int, filter: Filter, paths: dict[int, Path]) -> Iterator[Entry]:
    for rows in in_batches(transactions.each(db, user_id, filter)):
        splits = queries.splits(db, user_id, [row["id"] for row in rows])
        for row in rows:
            yield _entry(row, splits.get(row["id"], []), paths)


def _entry(row: dict[str, Any], splits: list[queries.Split], paths: dict[int, Path]) -> Entry:
    return Entry(
        row["id"],
        row["on"],
        row["authorized_on"],
        row["description"],
        row["notes"] or "",
        row["amount_minor"],
        row["currency"],
        paths.get(row["category_id"], ()),
        row["is_internal"],
        tuple(EntrySplit(split.amount_minor, _path(split, paths), split.memo or "") for split in splits),
    )


def _path(split: queries.Split, paths: dict[int, Path]) -> Path:
    """Return the category of a part, else what its file called it: "Home:Garden"."""
    if split.category_id in paths:
        return paths[split.category_id]
    return tuple(split.category_hint.split(":")) if split.category_hint else ()
