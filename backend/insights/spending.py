"""What spending is: which rows count, and what is usual. Thinking only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.kit.period import shift

USUAL_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Spent:
    """Sums of one category, both positive, and how many rows they have."""

    out_minor: int
    in_minor: int
    count: int

    @property
    def net_minor(self) -> int:
        """Refunds lower spending; they are not income."""
        return self.out_minor - self.in_minor


def usual(before: Mapping[str, int], month: str, first_month: str | None) -> int | None:
    """Return the mean of the three months before `month`; None if the history does not reach back that far.

    A month without rows inside the history counts as zero: nothing was spent.
    """
    months = [shift(month, -back) for back in range(1, USUAL_MONTHS + 1)]
    if first_month is None or first_month > months[-1]:
        return None
    return mean([before.get(each, 0) for each in months])


def mean(amounts: Sequence[int]) -> int:
    """Return the mean in whole minor units, halves away from zero."""
    total, count = sum(amounts), len(amounts)
    sign = -1 if total < 0 else 1
    return sign * ((abs(total) * 2 + count) // (count * 2))
