"""What counts in reports, by one rule for all of them: which rows, what is spending, what is income, what is usual."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backend.kit.period import shift

USUAL_MONTHS = 3


class Flow(NamedTuple):
    """What rows add to spending and to income."""

    spent_minor: int
    income_minor: int


def flow_of(kind: str | None, *, out_minor: int, in_minor: int) -> Flow:
    """Return what rows of one category add up to in a report; `kind` is its kind, None for rows without a category.

    A refund lowers the spending of its category, a chargeback lowers income, and transfers count nowhere. Without a
    category money out is spending and money in is income. A row that its source divided counts whole, in the category
    of the row.
    """
    match kind:
        case None:
            return Flow(out_minor, in_minor)
        case "expense":
            return Flow(out_minor - in_minor, 0)
        case "income":
            return Flow(0, in_minor - out_minor)
    return Flow(0, 0)


def add_flows(flows: Iterable[Flow]) -> Flow:
    """Return the sum of flows in one currency."""
    spent = income = 0
    for flow in flows:
        spent += flow.spent_minor
        income += flow.income_minor
    return Flow(spent, income)


def months_before(month: str) -> list[str]:
    """Return the months that "usual" compares `month` with, oldest first."""
    return [shift(month, -back) for back in range(USUAL_MONTHS, 0, -1)]


def usual(before: Mapping[str, int], month: str, first_month: str | None) -> int | None:
    """Return the mean of the three months before `month`; None if the history does not reach back that far.

    A month without rows inside the history counts as zero: nothing was spent.
    """
    months = months_before(month)
    if first_month is None or first_month > months[0]:
        return None
    return mean([before.get(each, 0) for each in months])


def mean(amounts: Sequence[int]) -> int:
    """Return the mean in whole minor units, halves away from zero."""
    total, count = sum(amounts), len(amounts)
    sign = -1 if total < 0 else 1
    return sign * ((abs(total) * 2 + count) // (count * 2))


def report_month(this_month: str, latest_month: str | None) -> str:
    """Return the month that reports open with: this one, or the latest with rows if both this one and the one before
    have none, as after the first import of old statements."""
    if latest_month is None or latest_month >= shift(this_month, -1):
        return this_month
    return latest_month
