"""Which posted row of a bank connection is which pending one. Pure: rows in, pairs out.

Tiers: the provider names the pending row; else the same amount on or after the pending day and a like text, nearest day
first; else an amount within 30 % (a tip) is only suggested.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from backend.ingest.cross_source_match import UNSURE_LIKENESS, likeness
from backend.transactions.draft import Draft

# A bank settles in 1 to 5 business days, at the latest after 14 days.
_SETTLES_WITHIN_DAYS = 14
_TIP = 0.3


class PendingRow(NamedTuple):
    """A pending transaction that the connection brought earlier."""

    transaction_id: int
    provider_id: str
    on: date
    amount_minor: int
    currency: str
    text: str


class Settled(NamedTuple):
    """The pending row that a posted draft replaces, or may replace if it is `suggested`."""

    row: PendingRow
    how: Literal["named", "same_amount", "suggested"]


def settle(
    drafts: Sequence[Draft],
    pending: Collection[PendingRow],
    *,
    named: Mapping[str, PendingRow],
    withdrawn: Collection[str],
) -> dict[int, Settled]:
    """Return by index the drafts that settle a pending row; each row is given to one draft at most.

    Args:
        named: pending rows by every provider id they ever had.
        withdrawn: ids that the bank no longer lists; without a name only these can be settled.
    """
    settled: dict[int, Settled] = {}
    taken: set[int] = set()
    for index, draft in enumerate(drafts):
        row = named.get(draft.pending_provider_id or "")
        if row is not None and row.transaction_id not in taken and not draft.is_pending:
            settled[index] = Settled(row, "named")
            taken.add(row.transaction_id)
    left = [row for row in pending if row.provider_id in withdrawn]
    for how in ("same_amount", "suggested"):
        pairs = sorted(
            ((draft.on - row.on).days, -alike, index, row.transaction_id, row)
            for index, draft in enumerate(drafts)
            if index not in settled and not draft.is_pending
            for row in left
            if row.transaction_id not in taken
            and _may_settle(draft, row, is_exact=how == "same_amount")
            and (alike := likeness(draft, row.text)) >= UNSURE_LIKENESS
        )
        for _days, _alike, index, transaction_id, row in pairs:
            if index not in settled and transaction_id not in taken:
                settled[index] = Settled(row, "same_amount" if how == "same_amount" else "suggested")
                taken.add(transaction_id)
    return settled


def _may_settle(draft: Draft, row: PendingRow, *, is_exact: bool) -> bool:
    if draft.currency != row.currency or not 0 <= (draft.on - row.on).days <= _SETTLES_WITHIN_DAYS:
        return False
    if is_exact:
        return draft.amount_minor == row.amount_minor
    is_same_direction = (draft.amount_minor > 0) == (row.amount_minor > 0)
    return is_same_direction and abs(draft.amount_minor - row.amount_minor) <= _TIP * abs(row.amount_minor)
