"""When the exchange trades: the published holidays, the hours in New York, and the last day that has closed."""

from datetime import UTC, date, datetime

import pytest

from backend.investments.market_hours import holidays, is_open, is_trading_day, last_closed_day


# Source: nyse.com/markets/hours-calendars, "Holidays and Trading Hours", 2025 to 2027.
@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2025, "01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25"),
        (2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25"),
        (2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24"),
    ],
)
def test_the_holidays_are_those_that_the_exchange_publishes(year: int, days: str) -> None:
    assert sorted(holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_a_new_years_day_on_a_saturday_is_not_kept() -> None:
    assert is_trading_day(date(2021, 12, 31))
    assert date(2022, 1, 1) not in holidays(2022)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T14:29", False),
        ("2026-11-20T14:30", True),
        ("2026-11-20T20:59", True),
        ("2026-11-20T21:00", False),
        ("2026-07-20T13:30", True),
        ("2026-11-21T15:00", False),
        ("2026-11-26T15:00", False),
    ],
)
def test_it_trades_from_half_past_nine_to_four_in_new_york(moment: str, expected: bool) -> None:
    assert is_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is expected


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T20:00", "2026-11-19"),
        ("2026-11-20T21:00", "2026-11-20"),
        ("2026-11-23T12:00", "2026-11-20"),
        ("2026-11-27T12:00", "2026-11-25"),
    ],
)
def test_the_last_closed_day_is_before_weekends_and_holidays(moment: str, day: str) -> None:
    assert last_closed_day(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == date.fromisoformat(day)
