"""Dates that a file tells of itself, in its name or above the table: no movement is later than the latest of them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from backend.imports.dates import UnreadableDate, clean_day, read_day

_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_TEXT = re.compile(
    r"\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]20\d\d\b"
    r"|\b\d{1,2}\.? [^\W\d]{3,9}\.? 20\d\d\b|\b[^\W\d]{3,9}\.? \d{1,2},? 20\d\d\b"
)
# Movements of the next days are sometimes in a file already.
_GRACE = timedelta(days=3)
_YEAR = timedelta(days=366)


def lies_far_ahead(days: Iterable[date], today: date | None) -> bool:
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
