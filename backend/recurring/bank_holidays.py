"""Days on which banks book nothing, besides weekends, by the currency of a payment. Pure.

Sources: Federal Reserve Bank Services, "Holiday Schedules" (a holiday on a Saturday is not observed, one on a Sunday on
the Monday after it); European Central Bank, "TARGET closing days". Of other currencies only weekends are known.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from backend.kit.holidays import easter, nth_weekday

_SATURDAY, _SUNDAY = 5, 6
_MONDAY, _THURSDAY = 0, 3


class BankHolidays:
    """The holidays of one currency, for any year: `day in holidays`."""

    def __init__(self, of_year: Callable[[int], Iterator[date]]) -> None:
        self._of_year = lru_cache(maxsize=64)(lambda year: frozenset(of_year(year)))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in self._of_year(day.year)


def bank_holidays(currency: str) -> BankHolidays:
    """Return the holidays for payments in a currency."""
    return _BY_CURRENCY.get(currency, _NONE)


def _federal_reserve(year: int) -> Iterator[date]:
    fixed = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    for day in fixed:
        if day.weekday() != _SATURDAY:
            yield day + timedelta(days=1) if day.weekday() == _SUNDAY else day
    yield nth_weekday(year, 1, _MONDAY, 3)
    yield nth_weekday(year, 2, _MONDAY, 3)
    # Memorial Day is the last Monday of May.
    yield nth_weekday(year, 6, _MONDAY, 1) - timedelta(days=7)
    yield nth_weekday(year, 9, _MONDAY, 1)
    yield nth_weekday(year, 10, _MONDAY, 2)
    yield nth_weekday(year, 11, _THURSDAY, 4)


def _target(year: int) -> Iterator[date]:
    sunday = easter(year)
    yield from (date(year, 1, 1), date(year, 5, 1), date(year, 12, 25), date(year, 12, 26))
    yield sunday - timedelta(days=2)
    yield sunday + timedelta(days=1)


_NONE = BankHolidays(lambda _year: iter(()))
_BY_CURRENCY = {"USD": BankHolidays(_federal_reserve), "EUR": BankHolidays(_target)}
