"""What an account held on earlier days, computed from stated balances and its transactions. Pure.

A stated balance is a fixed point. After it, transactions move the balance on until the next one; what they do not
explain is booked on the day of that next one as unexplained. Before the first one it is computed backwards.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

# What went out of an account after the first day, up to and including the second one, in minor units.
Moved = Callable[[date, date], int]


class FixedPoint(NamedTuple):
    """What an account held at the end of a day, as somebody stated it. A debt is negative."""

    on: date
    minor: int


class HeldOn(NamedTuple):
    """What an account held at the end of a day. `is_known`: a balance was stated on that day or before."""

    minor: int
    is_known: bool


def held_on(day: date, *, stated: Sequence[FixedPoint], moved: Moved) -> HeldOn:
    """Return what an account held at the end of `day`.

    Args:
        stated: at least one, oldest first, one for each day. Only the last one on or before `day` is looked at, or the
            first one if all are later.
    """
    at = bisect_right(stated, day, key=lambda point: point.on)
    if at:
        point = stated[at - 1]
        return HeldOn(point.minor - moved(point.on, day), is_known=True)
    return HeldOn(stated[0].minor + moved(day, stated[0].on), is_known=False)


def unexplained(before: HeldOn, after: HeldOn, *, out_minor: int) -> int:
    """Return the part of a change that the transactions in between, which took `out_minor` out, do not explain."""
    return after.minor - before.minor + out_minor
