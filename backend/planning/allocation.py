"""How a month's income is divided: fixed amounts first, then shares of what is left. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

WHOLE = 100


class Part(NamedTuple):
    """A fixed amount in minor units, or a percentage; the other one is None."""

    amount_minor: int | None
    percent: int | None


class Division(NamedTuple):
    """`amounts` in the order of the parts; `over_minor` is what was given out beyond the income."""

    amounts: tuple[int, ...]
    left_for_shares_minor: int
    given_minor: int
    over_minor: int


def divide(income_minor: int, parts: Sequence[Part]) -> Division:
    """Divide a month's income. Shares are rounded down to whole minor units, so they never exceed what is left."""
    fixed = sum(part.amount_minor or 0 for part in parts)
    left = max(0, income_minor - fixed)
    amounts = tuple(
        part.amount_minor if part.amount_minor is not None else left * (part.percent or 0) // WHOLE for part in parts
    )
    given = sum(amounts)
    return Division(amounts, left, given, max(0, given - income_minor))


def percent_total(parts: Sequence[Part]) -> int:
    return sum(part.percent or 0 for part in parts)
