"""The periods that a budget line goes by, and how much of a line's amount belongs to other days."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from backend.kit.period import first_day, last_day, month_of, shift

PeriodKind = Literal["week", "two_weeks", "payday", "month", "quarter", "year", "once"]
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
# Weeks and two weeks begin on a Monday; those of all lines are the same.
_A_MONDAY = date(2024, 1, 1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True, slots=True)
class Days:
    """Days, both included."""

    start: date
    end: date

    @property
    def length(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def whole_months(self) -> tuple[str, str] | None:
        """Return the first and the last month if these days are whole months."""
        first, last = month_of(self.start), month_of(self.end)
        return (first, last) if self.start == first_day(first) and self.end == last_day(last) else None

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    def overlaps(self, other: "Days") -> bool:
        return self.start <= other.end and other.start <= self.end


def period_of(kind: PeriodKind, day: date, *, pay_days: Sequence[date] = (), once: Days | None = None) -> Days:
    """Return the period of `day`. `pay_days` are in order; before the first and after the last of them, and without
    any, the periods are months, cut where the pay days begin and end. A line that is not repeated has the one period
    `once`."""
    if kind == "once":
        assert once is not None, "a line that is not repeated has its own days"
        return once
    if kind == "payday":
        return _pay_period(day, pay_days)
    if kind in ("week", "two_weeks"):
        length = 7 if kind == "week" else 14
        start = day - timedelta(days=(day - _A_MONDAY).days % length)
        return Days(start, start + timedelta(days=length - 1))
    months = _MONTHS[kind]
    first = f"{day.year:04}-{(day.month - 1) // months * months + 1:02}"
    return Days(first_day(first), last_day(shift(first, months - 1)))


def periods_in(kind: PeriodKind, days: Days, *, pay_days: Sequence[date] = (), once: Days | None = None) -> list[Days]:
    """Return every period that has a day in common with `days`, oldest first."""
    if kind == "once":
        return [once] if once is not None and once.overlaps(days) else []
    found = [period_of(kind, days.start, pay_days=pay_days)]
    while found[-1].end < days.end:
        found.append(period_of(kind, found[-1].end + timedelta(days=1), pay_days=pay_days))
    return found


def share_of(amount_minor: int, period: Days, part: Days) -> int:
    """Return how much of the amount of `period` belongs to `part`, which may be outside of it.

    Whole months of whole months have equal shares, other days go by their number. The shares of parts that follow
    each other add up to the amount: each is the rounded sum up to its end less that up to its start.
    """
    start, end = max(period.start, part.start), min(period.end, part.end)
    if start > end:
        return 0
    whole, inside = period.whole_months, Days(start, end).whole_months
    if whole and inside:
        total = _month_number(whole[1]) - _month_number(whole[0]) + 1
        before = _month_number(inside[0]) - _month_number(whole[0])
        until = _month_number(inside[1]) - _month_number(whole[0]) + 1
    else:
        total, before, until = period.length, (start - period.start).days, (end - period.start).days + 1
    return _rounded(amount_minor * until, total) - _rounded(amount_minor * before, total)


def elapsed_share(days: Days, today: date) -> float:
    """Return how much of `days` has passed at the end of `today`, from 0 to 1."""
    return min(max((today - days.start).days + 1, 0), days.length) / days.length


def per_day(left_minor: int, days: Days, today: date) -> int | None:
    """Return what may be spent per day from `today` on, rounded down; None if nothing is left or no day is."""
    if left_minor <= 0 or not days.holds(today):
        return None
    return left_minor // ((days.end - today).days + 1)


def _pay_period(day: date, pay_days: Sequence[date]) -> Days:
    month = period_of("month", day)
    following = bisect_right(pay_days, day)
    start = pay_days[following - 1] if following else month.start
    end = pay_days[following] - timedelta(days=1) if following < len(pay_days) else month.end
    if following == 0:
        return Days(start, min(end, month.end))
    return Days(max(start, month.start) if following == len(pay_days) else start, end)


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _rounded(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
