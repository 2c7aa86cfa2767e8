"""The arithmetic of envelopes: what came along from earlier periods, what is left, and how quickly it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

# A limit carries nothing into the next period; an envelope what is left, or also what was spent too much.
Carry = Literal["nothing", "surplus", "surplus_and_debt"]
CARRIES: tuple[Carry, ...] = get_args(Carry)


@dataclass(frozen=True, slots=True)
class PeriodSums:
    """One period of one line: the budget, what comes along into it, the spending, and what was moved to the line."""

    budgeted_minor: int
    carry: Carry
    spent_minor: int
    moved_minor: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one period's envelope holds: available = carried (`rolled_minor`) + budgeted + moved.

    `rolled_minor` is negative when the periods before were overspent; `moved_minor` when more was moved away than came.
    """

    budgeted_minor: int
    rolled_minor: int
    spent_minor: int
    moved_minor: int = 0

    @property
    def available_minor(self) -> int:
        return self.budgeted_minor + self.rolled_minor + self.moved_minor

    @property
    def remaining_minor(self) -> int:
        return self.available_minor - self.spent_minor

    @property
    def percent_used(self) -> float:
        return percent(self.spent_minor, self.available_minor)


def carry_of(rollover: bool, carries_debt: bool) -> Carry:
    """Return how a monthly budget takes the month before along."""
    return ("surplus_and_debt" if carries_debt else "surplus") if rollover else "nothing"


def roll_over(periods: Sequence[PeriodSums]) -> Envelope:
    """Return the envelope of the last of `periods`, which follow each other without a gap."""
    return roll_over_each(periods)[-1] if periods else Envelope(0, 0, 0)


def roll_over_each(periods: Sequence[PeriodSums]) -> list[Envelope]:
    """Return the envelope of each of `periods`, which follow each other without a gap; nothing comes into the first."""
    envelopes: list[Envelope] = []
    for each in periods:
        left = envelopes[-1].remaining_minor if envelopes else 0
        rolled = {"nothing": 0, "surplus": max(left, 0), "surplus_and_debt": left}[each.carry]
        envelopes.append(Envelope(each.budgeted_minor, rolled, each.spent_minor, each.moved_minor))
    return envelopes


def percent(part: int, whole: int) -> float:
    """Return `part` in percent of `whole` with one decimal, never below 0; anything of nothing is 100."""
    if part <= 0:
        return 0.0
    if whole <= 0:
        return 100.0
    return _rounded(part * 1000, whole) / 10


def pace(available_minor: int, *, day: int, days_in_month: int) -> int:
    """Return what would be spent by the end of `day` (0: before the month) if each day took the same."""
    return _rounded(max(available_minor, 0) * day, days_in_month)


def _rounded(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
