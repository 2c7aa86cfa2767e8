"""The period of a statement: the latest date it can contain, and the year of dates without one."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from backend.imports.values.dates import UnreadableDate, clean_day, read_day
from backend.imports.vocabulary.languages import MONTHS
from backend.imports.vocabulary.text import fold_letters

_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_TEXT = re.compile(
    r"\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]20\d\d\b"
    r"|\b\d{1,2}\.? [^\W\d]{3,9}\.? 20\d\d\b|\b[^\W\d]{3,9}\.? \d{1,2},? 20\d\d\b"
)
# Movements of the next days are sometimes in a file already.
_GRACE = timedelta(days=3)
_YEAR = timedelta(days=366)


def has_future_dates(days: Iterable[date], today: date | None) -> bool:
    """Say whether a day lies more than a year ahead, as the years of another calendar and mistyped ones do."""
    return today is not None and any(day > today + _YEAR for day in days)


def latest_date(filename: str, cells: Iterable[str], today: date | None) -> date | None:
    """Return the day after which no movement can be: the latest one named, or today.

    None if a day above the table can itself be read in two ways.
    """
    found = [*dates_in_name(filename)]
    for cell in cells:
        for text in _IN_TEXT.findall(cell):
            days = days_read_either_way(text)
            if len(days) != 1:
                return today + _GRACE if today else None
            found += days
    if today:
        found = [min(max(found), today) if found else today]
    return max(found) + _GRACE if found else None


def dates_in_name(filename: str) -> list[date]:
    found: list[date] = []
    for year, month, day in _IN_NAME.findall(filename):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def dates_in_text(text: str) -> list[date]:
    """Return the days named in a text; one that can be read in two ways comes as the later of them."""
    return [max(days) for found in _IN_TEXT.findall(text) if (days := days_read_either_way(found))]


def days_read_either_way(text: str) -> set[date]:
    days: set[date] = set()
    for order in ("DMY", "MDY"):
        try:
            days.add(read_day(clean_day(text), order))
        except UnreadableDate:
            continue
    return days


_YEARLESS = re.compile(r"\d{1,2}[/-]\d{1,2}|\d{1,2}\.\d{1,2}\.|\d{1,2}[ -][^\W\d]{3,9}|[^\W\d]{3,9} \d{1,2}")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})\.?")
_CELLS = re.compile(r"[,;\t|]")
_TEXT_LOOKED_AT = 4000


def year_completer(lines: Iterable[str], filename: str) -> Callable[[list[str]], list[str]] | None:
    """Return the function that writes the year behind the first day of a row that has none; None if the file names no
    period, or has no such days. The day is at most ten days later than the latest day that the file names."""
    every = list(lines)
    named = dates_in_name(filename) + dates_in_text("".join(every)[:_TEXT_LOOKED_AT])
    days = [day for line in every if (day := _yearless_day([cell.strip(' "\r\n') for cell in _CELLS.split(line)]))]
    if not named or not days:
        return None
    last = max(named) + timedelta(days=10)
    is_day_first = any(_first_number(day) > 12 for day in days)

    def complete(cells: list[str]) -> list[str]:
        for at, cell in enumerate(cells):
            if _YEARLESS.fullmatch(day := cell.strip()):
                return [*cells[:at], dated(day, last, is_day_first=is_day_first), *cells[at + 1 :]]
        return cells

    return complete


def _yearless_day(cells: Iterable[str]) -> str | None:
    return next((cell for cell in cells if _YEARLESS.fullmatch(cell)), None)


def _first_number(day: str) -> int:
    numbers = _NUMBERS.fullmatch(day)
    return int(numbers[1]) if numbers else 0


def dated(day: str, last: date, *, is_day_first: bool) -> str:
    """Return a day with its year: that of `last`, or the one before if the day would be later."""
    if numbers := _NUMBERS.fullmatch(day):
        month = int(numbers[2] if is_day_first or day.endswith(".") else numbers[1])
        mark = "." if day.endswith(".") else "-" if "-" in day else "/"
    else:
        month, mark = MONTHS.get(fold_letters(re.sub(r"[\W\d]", "", day)), 0), "-" if "-" in day else " "
    if not 1 <= month <= 12:
        return day
    year = last.year if month <= last.month else last.year - 1
    return f"{day.rstrip('.')}{mark}{year}"
