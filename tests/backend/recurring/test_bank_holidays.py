"""Days on which banks book nothing, against the published calendars."""

from datetime import date

from backend.recurring.bank_holidays import bank_holidays
from backend.recurring.schedule import Schedule, due_dates


def holidays_of(currency: str, year: int) -> list[str]:
    days = (
        date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )
    return [f"{day:%m-%d}" for day in days if day in bank_holidays(currency)]


def test_the_federal_reserve_is_closed_on_its_published_days() -> None:
    """Source: frbservices.org, holiday schedules of 2026 and 2027; July 4, 2026 and June 19, 2027 are Saturdays."""
    assert holidays_of("USD", 2026) == [
        "01-01", "01-19", "02-16", "05-25", "06-19", "09-07", "10-12", "11-11", "11-26", "12-25",
    ]  # fmt: skip
    assert holidays_of("USD", 2027) == [
        "01-01", "01-18", "02-15", "05-31", "07-05", "09-06", "10-11", "11-11", "11-25",
    ]  # fmt: skip


def test_target_is_closed_on_its_published_days() -> None:
    """Source: ecb.europa.eu, TARGET closing days of 2026."""
    assert holidays_of("EUR", 2026) == ["01-01", "04-03", "04-06", "05-01", "12-25", "12-26"]


def test_of_another_currency_only_weekends_are_known() -> None:
    assert holidays_of("SEK", 2026) == []


def test_a_due_date_on_a_holiday_moves_past_it_and_the_weekend() -> None:
    rent = Schedule(date(2026, 1, 1), shift="after", holidays=bank_holidays("EUR"))
    days = list(due_dates(rent, date(2026, 1, 1), date(2026, 5, 31)))
    # New Year is a Thursday; the first of May a Friday.
    assert days == [date(2026, 1, 2), date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 4)]
    early = Schedule(date(2026, 4, 5), shift="before", holidays=bank_holidays("EUR"))
    assert next(due_dates(early, date(2026, 4, 1), date(2026, 4, 30))) == date(2026, 4, 2)
