"""When the New York Stock Exchange trades: its hours and holidays, computed for any year. Pure.

Source: NYSE Rule 7.2 and nyse.com/markets/hours-calendars, 2026. Days on which it closes early count as whole days.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kit.holidays import easter, nth_weekday

_NEW_YORK = ZoneInfo("America/New_York")
_OPENS, _CLOSES = time(9, 30), time(16, 0)


def is_open(moment: datetime) -> bool:
    """Say whether the exchange trades at a moment."""
    there = moment.astimezone(_NEW_YORK)
    return is_trading_day(there.date()) and _OPENS <= there.time() < _CLOSES


def last_closed_day(moment: datetime) -> date:
    """Return the newest trading day whose trading has ended."""
    there = moment.astimezone(_NEW_YORK)
    day = there.date() if there.time() >= _CLOSES else there.date() - timedelta(days=1)
    while not is_trading_day(day):
        day -= timedelta(days=1)
    return day


def is_trading_day(day: date) -> bool:
    """Say whether the exchange trades on a day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """Return the weekdays of a year on which the exchange is closed.

    A holiday on a Sunday is kept on Monday, one on a Saturday on Friday; but New Year's Day on a Saturday is not kept,
    because the Friday ends a year.
    """
    fixed = [date(year, 7, 4), date(year, 12, 25)]
    if year >= 2022:
        fixed.append(date(year, 6, 19))
    new_year = date(year, 1, 1)
    kept = [_observed(day) for day in fixed]
    if new_year.weekday() != 5:
        kept.append(_observed(new_year))
    kept += [
        nth_weekday(year, 1, 0, 3),  # Martin Luther King Jr. Day
        nth_weekday(year, 2, 0, 3),  # Washington's Birthday
        easter(year) - timedelta(days=2),  # Good Friday
        nth_weekday(year, 6, 0, 1) - timedelta(days=7),  # Memorial Day: the Monday before the first one of June
        nth_weekday(year, 9, 0, 1),  # Labor Day
        nth_weekday(year, 11, 3, 4),  # Thanksgiving Day
    ]
    return frozenset(kept)


def _observed(day: date) -> date:
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
