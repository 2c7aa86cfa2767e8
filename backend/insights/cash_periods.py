"""The months, two weeks or weeks that cash flow is shown by."""

from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from backend.kit.period import first_day, last_day, month_of, shift

PeriodKind = Literal["month", "two_weeks", "week"]
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
# Two weeks and weeks begin on a Monday unless a payday says otherwise.
_A_MONDAY = date(2024, 1, 1)


class CashPeriod(NamedTuple):
    """Days, both included."""

    start: date
    end: date


def cash_periods(kind: PeriodKind, last: date, count: int, *, payday: date | None = None) -> list[CashPeriod]:
    """Return `count` periods, oldest first; the last one holds the day `last`.

    Two weeks begin on a payday if one is given.
    """
    if kind == "month":
        month = month_of(last)
        months = [shift(month, -back) for back in range(count - 1, -1, -1)]
        return [CashPeriod(first_day(each), last_day(each)) for each in months]
    length = 7 if kind == "week" else 14
    anchor = payday if payday is not None and kind == "two_weeks" else _A_MONDAY
    start = last - timedelta(days=(last - anchor).days % length)
    starts = [start - timedelta(days=length * back) for back in range(count - 1, -1, -1)]
    return [CashPeriod(each, each + timedelta(days=length - 1)) for each in starts]


def same_part(period: CashPeriod, shown: CashPeriod, today: date) -> CashPeriod:
    """Return the part of a period that corresponds to what has passed of `shown`; all of it once that is over."""
    if today >= shown.end:
        return period
    passed = max(0, (today - shown.start).days)
    return CashPeriod(period.start, min(period.end, period.start + timedelta(days=passed)))
