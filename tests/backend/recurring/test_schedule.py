"""Due dates, with dateutil's rrule as the oracle."""

from datetime import date, timedelta

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from backend.recurring.schedule import Schedule, Unit, due_dates, next_due, per_year, shifted

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(
    anchor=DAYS,
    unit=st.sampled_from(["day", "week", "month", "year"]),
    interval=st.integers(1, 14),
    start=st.integers(-400, 4000),
    length=st.integers(0, 1500),
)
def test_due_dates_are_those_of_rrule(anchor: date, unit: Unit, interval: int, start: int, length: int) -> None:
    first = anchor + timedelta(days=start)
    last = first + timedelta(days=length)
    frequency = {"day": DAILY, "week": WEEKLY, "month": MONTHLY, "year": YEARLY}[unit]
    rule: dict[str, object] = {}
    if unit == "month":
        # "The 31st, or the last day": of the days up to the anchor's the last one that the month has.
        rule = {"bymonthday": list(range(min(28, anchor.day), anchor.day + 1)), "bysetpos": -1}
    elif unit == "year":
        rule = {"bymonth": anchor.month, "bymonthday": list(range(min(28, anchor.day), anchor.day + 1)), "bysetpos": -1}
    oracle = rrule(frequency, interval=interval, dtstart=anchor, until=max(anchor, last), **rule)
    expected = [day.date() for day in oracle if first <= day.date() <= last]
    assert list(due_dates(Schedule(anchor, unit, interval), first, last)) == expected


def test_the_31st_falls_on_the_last_day_and_does_not_drift() -> None:
    schedule = Schedule(date(2027, 1, 31))
    found = list(due_dates(schedule, date(2027, 1, 1), date(2027, 5, 1)))
    assert found == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_29_february_comes_each_year() -> None:
    found = list(due_dates(Schedule(date(2024, 2, 29), "year"), date(2024, 1, 1), date(2028, 12, 31)))
    assert found == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("shift", "expected"),
    [("none", date(2026, 11, 28)), ("before", date(2026, 11, 26)), ("after", date(2026, 11, 30))],
)
def test_a_weekend_and_a_holiday_move_the_day(shift: str, expected: date) -> None:
    holidays = {date(2026, 11, 27)}
    assert shifted(date(2026, 11, 28), shift, holidays) == expected  # type: ignore[arg-type]


def test_a_day_that_is_moved_over_the_edge_of_the_range_is_found_or_left_out() -> None:
    schedule = Schedule(date(2026, 10, 31), shift="after")
    assert list(due_dates(schedule, date(2026, 11, 1), date(2026, 11, 3))) == [date(2026, 11, 2)]
    assert list(due_dates(schedule, date(2026, 10, 1), date(2026, 10, 31))) == []


def test_nothing_is_due_after_the_end() -> None:
    schedule = Schedule(date(2026, 1, 15), ends_on=date(2026, 3, 15))
    assert list(due_dates(schedule, date(2026, 1, 1), date(2026, 12, 31)))[-1] == date(2026, 3, 15)
    assert next_due(schedule, date(2026, 3, 15)) is None
    assert next_due(schedule, date(2026, 1, 15)) == date(2026, 2, 15)


def test_the_end_of_the_calendar_is_no_failure() -> None:
    assert list(due_dates(Schedule(date(9999, 11, 30)), date(9999, 12, 1), date(9999, 12, 20))) == []


@pytest.mark.parametrize(("unit", "interval", "times"), [("month", 1, 12), ("month", 3, 4), ("week", 2, 26.09)])
def test_how_often_a_year(unit: Unit, interval: int, times: float) -> None:
    assert per_year(unit, interval) == pytest.approx(times, abs=0.01)
