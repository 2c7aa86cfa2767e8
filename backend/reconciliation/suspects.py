"""What could explain the difference between two stated balances and the transactions between them. Pure.

A positive difference means that the account holds more than its transactions explain. Amounts are minor units of the
account's currency, positive is money out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["deleted", "duplicate", "changed", "sign", "other_period"]
_DUPLICATE_DAYS = timedelta(days=5)


class Row(NamedTuple):
    """A posted transaction between the two balances."""

    id: int
    on: date
    amount_minor: int
    text: str


class DeletedRow(NamedTuple):
    """A transaction of these days that was deleted; `id` is its number in the log of deleted transactions."""

    id: int
    on: date
    amount_minor: int
    text: str
    deleted_on: date


class Suspect(NamedTuple):
    """A transaction that explains the whole difference, and why. `deleted_id` is set if it was deleted."""

    kind: Kind
    on: date
    amount_minor: int
    text: str
    transaction_id: int | None = None
    deleted_id: int | None = None
    # The amount before it was changed.
    earlier_minor: int | None = None
    deleted_on: date | None = None


def find_suspects(
    missing_minor: int,
    rows: Sequence[Row],
    *,
    deleted: Sequence[DeletedRow] = (),
    earlier_amounts: Mapping[int, int] | None = None,
    neighbours: Iterable[int] = (),
) -> list[Suspect]:
    """Return the transactions of which each explains the difference alone, the surest first.

    Args:
        earlier_amounts: what changed transactions amounted to before a person changed them, by id.
        neighbours: the differences of the intervals before and after this one.
    """
    found = [
        Suspect("deleted", each.on, each.amount_minor, each.text, deleted_id=each.id, deleted_on=each.deleted_on)
        for each in deleted
        if each.amount_minor == -missing_minor
    ]
    changed = earlier_amounts or {}
    found += [
        Suspect("changed", row.on, row.amount_minor, row.text, row.id, earlier_minor=changed[row.id])
        for row in rows
        if row.id in changed and row.amount_minor - changed[row.id] == missing_minor
    ]
    found += [_suspect("duplicate", row) for row in _repeated(rows, missing_minor)]
    if -missing_minor in neighbours:
        found += [_suspect("other_period", row) for row in rows if row.amount_minor == missing_minor]
    found += [_suspect("sign", row) for row in rows if 2 * row.amount_minor == missing_minor]
    return found


def _suspect(kind: Kind, row: Row) -> Suspect:
    return Suspect(kind, row.on, row.amount_minor, row.text, row.id)


def _repeated(rows: Sequence[Row], amount_minor: int) -> list[Row]:
    """Return the later rows of pairs with this amount and one text that lie a few days apart."""
    by_text: dict[str, list[Row]] = defaultdict(list)
    for row in sorted((row for row in rows if row.amount_minor == amount_minor), key=lambda row: (row.on, row.id)):
        by_text[row.text.casefold()].append(row)
    return [
        later
        for same in by_text.values()
        for earlier, later in pairwise(same)
        if later.on - earlier.on <= _DUPLICATE_DAYS
    ]
