"""Months as text 'YYYY-MM' and the days they hold."""

import re
from calendar import monthrange
from datetime import date

from backend.kit.errors import AppError

# A day outside of these is a slip or an attack; months are counted from the first to the last day that has a row.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class NotAMonth(AppError):
    code = "not_a_month"
    status = 422
    title = "That is not a month"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:20]}” is not a month. Write it as year and month, for example 2026-03.")


def written_day(day: date) -> str:
    """Return `day` as one writes it, for example 'Nov 21, 2026'."""
    return f"{_MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def month_of(day: date) -> str:
    """Return the month of `day`, for example '2026-03'."""
    return f"{day.year:04}-{day.month:02}"


def check_month(text: str) -> str:
    """Return `text` unchanged if it is a month between 0001-01 and 9999-12. Raises NotAMonth."""
    match = _MONTH.fullmatch(text)
    if not match or int(match[1]) == 0:
        raise NotAMonth(text)
    return text


def first_day(month: str) -> date:
    """Return the first day of `month`. Raises NotAMonth."""
    return date(int(check_month(month)[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """Return the last day of `month`. Raises NotAMonth."""
    start = first_day(month)
    return start.replace(day=monthrange(start.year, start.month)[1])


def shift(month: str, by: int) -> str:
    """Return the month `by` months after `month` (before, when negative). Raises NotAMonth beyond the calendar."""
    start = first_day(month)
    index = start.year * 12 + start.month - 1 + by
    return check_month(f"{index // 12:04}-{index % 12 + 1:02}" if 0 <= index // 12 <= 9999 else "beyond the calendar")


def months_between(first: str, last: str) -> list[str]:
    """Return every month from `first` to `last`, both included; empty when `last` is earlier."""
    months = []
    while first <= last:
        months.append(first)
        first = shift(first, 1)
    return months
