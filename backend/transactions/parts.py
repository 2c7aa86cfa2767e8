"""What one transaction adds to the sums: its splits, the person's share of it, and what it pays back. Pure.

A transaction that is split counts by its splits, one that is shared by the person's share of each, and a linked refund
where its purchase counts. Everything else counts whole, in its own category, and has no parts.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.kit.money import allocate


class Counting(NamedTuple):
    """A transaction as the sums see it. `category_id` is 0 without one; `own_minor` is None if the account decides."""

    on: date
    account_id: int
    category_id: int
    amount_minor: int
    own_minor: int | None
    ownership_percent: int


class SplitAmount(NamedTuple):
    """One split; `category_id` is 0 without one."""

    amount_minor: int
    category_id: int


class PaidBack(NamedTuple):
    """What a refund pays back: `amount_minor` is positive. It counts on this day, in this account and category; a
    settlement of somebody's share counts nowhere, and has no `counts`."""

    amount_minor: int
    counts: tuple[date, int, int] | None


class Part(NamedTuple):
    """One row of counted_parts, without its transaction."""

    account_id: int
    on: date
    category_id: int
    amount_minor: int
    moved_minor: int
    row_count: int
    part_count: int


def own_amount(amount_minor: int, *, own_minor: int | None, ownership_percent: int) -> int:
    """Return the part of an amount that is the person's own; the odd cent of a shared account is theirs."""
    if own_minor is not None:
        return own_minor
    others = abs(amount_minor) * (100 - ownership_percent) // 100
    return amount_minor - (others if amount_minor > 0 else -others)


def count_parts(row: Counting, splits: Sequence[SplitAmount], paid_back: Sequence[PaidBack]) -> list[Part]:
    """Return what a transaction adds to the sums; the first part stands for the transaction itself.

    The parts of the transaction sum to the person's share of it less what it pays back; the shares of splits are exact
    by largest remainder. A refund pays back at most itself.
    """
    pieces = _by_category(splits) or {row.category_id: row.amount_minor}
    own = own_amount(row.amount_minor, own_minor=row.own_minor, ownership_percent=row.ownership_percent)
    asked = sum(each.amount_minor for each in paid_back)
    returned = min(asked, max(-own, 0))
    amounts = list(pieces.values())
    if own + returned != row.amount_minor:
        amounts = allocate(own + returned, amounts)
    parts = [
        Part(row.account_id, row.on, category_id, amount, 0, 0, 1)
        for category_id, amount in zip(pieces, amounts, strict=True)
    ]
    parts[0] = parts[0]._replace(moved_minor=row.amount_minor, row_count=1)
    for each, amount in zip(paid_back, allocate(returned, [each.amount_minor for each in paid_back]), strict=True):
        if each.counts and amount:
            on, account_id, category_id = each.counts
            parts.append(Part(account_id, on, category_id, -amount, 0, 0, 0))
    return parts


def _by_category(splits: Sequence[SplitAmount]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for split in splits:
        sums[split.category_id] = sums.get(split.category_id, 0) + split.amount_minor
    return sums
