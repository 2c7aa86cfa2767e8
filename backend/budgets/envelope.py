"""The arithmetic of envelopes: what came along from earlier months, what is left, and how quickly it goes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one category: the budget, whether the month before rolls over, and the spending."""

    budgeted_minor: int
    rollover: bool
    spent_minor: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one month's envelope holds. `rolled_minor` is negative when the months before were overspent."""

    budgeted_minor: int
    rolled_minor: int
    spent_minor: int

    @property
    def available_minor(self) -> int:
        return self.budgeted_minor + self.rolled_minor

    @property
    def remaining_minor(self) -> int:
        return self.available_minor - self.spent_minor

    @property
    def percent_used(self) -> float:
        return percent(self.spent_minor, self.available_minor)


def roll_over(months: Sequence[Month]) -> Envelope:
    """Return the envelope of the last of `months`, which follow each other without a gap.

    A month with rollover takes along what was left of the month before, or what it had spent too much.
    """
    envelope = Envelope(0, 0, 0)
    for number, month in enumerate(months):
        rolled = envelope.remaining_minor if month.rollover and number else 0
        envelope = Envelope(month.budgeted_minor, rolled, month.spent_minor)
    return envelope


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
