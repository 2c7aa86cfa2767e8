"""The days on which something repeats. Every page, forecast and calendar expands schedules here."""

from calendar import monthrange
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

Unit = Literal["day", "week", "month", "year"]
Shift = Literal["none", "before", "after"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
SHIFTS: tuple[Shift, ...] = ("none", "before", "after")
_SATURDAY = 5
# A due date moves over a weekend with holidays on both sides at the most.
_LONGEST_SHIFT = 10


@dataclass(frozen=True, slots=True)
class Schedule:
    """Repeats every `interval` units from `anchor` on, up to `ends_on` (included; None for no end).

    A monthly or yearly schedule falls on the day of `anchor`, or on the last day of a month that is too short: from
    31 January it goes to 28 February and then to 31 March. `shift` moves a day that is no working day:
    one of the weekend or of `holidays`.
    """

    anchor: date
    unit: Unit = "month"
    interval: int = 1
    ends_on: date | None = None
    shift: Shift = "none"
    holidays: Container[date] = frozenset()

    def __post_init__(self) -> None:
        assert self.interval >= 1, "a schedule moves on"


def due_dates(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    """Yield the due dates from `first` to `last`, both included, in order."""
    earliest = first - timedelta(days=_LONGEST_SHIFT)
    for index in count(_index_before(schedule, earliest)):
        day = nth(schedule, index)
        if day is None or day > last + timedelta(days=_LONGEST_SHIFT):
            return
        if schedule.ends_on is not None and day > schedule.ends_on:
            return
        moved = shifted(day, schedule.shift, schedule.holidays)
        if first <= moved <= last:
            yield moved


def next_due(schedule: Schedule, after: date) -> date | None:
    """Return the first due date after a day, None if the schedule has ended."""
    horizon = after + timedelta(days=366 * 2 * max(1, schedule.interval))
    return next(due_dates(schedule, after + timedelta(days=1), min(horizon, date.max - timedelta(days=60))), None)


def nth(schedule: Schedule, index: int) -> date | None:
    """Return the due date `index` steps after the anchor, not shifted; None beyond the calendar."""
    steps = index * schedule.interval
    if schedule.unit in ("day", "week"):
        try:
            return schedule.anchor + timedelta(days=steps * (7 if schedule.unit == "week" else 1))
        except OverflowError:
            return None
    return add_months(schedule.anchor, steps * (12 if schedule.unit == "year" else 1))


def add_months(day: date, months: int) -> date | None:
    """Return the same day so many months later, or the last day of a shorter month; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shifted(day: date, shift: Shift, holidays: Container[date]) -> date:
    """Return the day itself if it is a working day, else the next or the last one before."""
    step = timedelta(days={"none": 0, "before": -1, "after": 1}[shift])
    while step and (day.weekday() >= _SATURDAY or day in holidays):
        day += step
    return day


def per_year(unit: Unit, interval: int) -> float:
    """Return how often something with this rhythm falls due in a year, on average over leap years."""
    return {"day": 365.25, "week": 365.25 / 7, "month": 12.0, "year": 1.0}[unit] / interval


def _index_before(schedule: Schedule, day: date) -> int:
    """Return an index at or before the first due date from `day` on; 0 if that is the anchor."""
    if day <= schedule.anchor:
        return 0
    days = (day - schedule.anchor).days
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[schedule.unit] * schedule.interval
    return days // longest
