"""Months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kit.period import NotAMonth, check_month, first_day, last_day, month_of, months_between, shift

days = st.dates(date(1900, 1, 1), date(2900, 12, 31))


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "2026-01-01", "0000-01", "２０２６-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotAMonth):
        check_month(text)


@given(days)
def test_a_day_lies_in_its_month(day: date) -> None:
    assert first_day(month_of(day)) <= day <= last_day(month_of(day))


@given(days, st.integers(-500, 500))
def test_shifting_there_and_back_is_nothing(day: date, by: int) -> None:
    assert shift(shift(month_of(day), by), -by) == month_of(day)


def test_february_of_a_leap_year_has_29_days() -> None:
    assert last_day("2028-02") == date(2028, 2, 29)


def test_months_between_includes_both_ends() -> None:
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_between("2026-02", "2025-11") == []


def test_the_calendar_ends() -> None:
    with pytest.raises(NotAMonth):
        shift("9999-12", 1)
