"""Gives days without a year their year, where the file tells in its name or text which period it is about."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from backend.imports.file_dates import dates_in_name, dates_in_text
from backend.imports.formats.csv_file import physical_lines
from backend.imports.line import Problem
from backend.imports.month_names import MONTHS
from backend.imports.words import fold
from backend.transactions.draft import Draft

Row = TypeVar("Row", Draft, Problem)

_YEARLESS = re.compile(
    r"(?P<before>(?:^|[,;\t|])\"?\s?)"
    r"(?P<day>\d{1,2}[/-]\d{1,2}|\d{1,2}\.\d{1,2}\.|\d{1,2}[ -][^\W\d]{3,9}|[^\W\d]{3,9} \d{1,2})"
    r"(?=\s?\"?(?:[,;\t|]|$))"
)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})\.?")
_TEXT_LOOKED_AT = 4000


def with_years(text: str, filename: str) -> str | None:
    """Return the text with the year written behind the first day of each line; None if no period or day is found."""
    told = dates_in_name(filename) + dates_in_text(text[:_TEXT_LOOKED_AT])
    lines = list(physical_lines(text))
    days = [found["day"] for line in lines if (found := _YEARLESS.search(line))]
    if not told or not days:
        return None
    last = max(told) + timedelta(days=10)
    is_day_first = any(_first_number(day) > 12 for day in days)
    return "".join(_YEARLESS.sub(lambda found: _dated(found, last, is_day_first), line, count=1) for line in lines)


def as_it_was(rows: Sequence[Row], text: str, with_raw: Callable[..., Row]) -> list[Row]:
    """Return the rows with the lines of the file itself; rows over several lines keep the one that was read."""
    lines = [line.rstrip("\r\n") for line in physical_lines(text)]
    return [row if not row.line_no or "\n" in row.raw else with_raw(row, raw=lines[row.line_no - 1]) for row in rows]


def _first_number(day: str) -> int:
    numbers = _NUMBERS.fullmatch(day)
    return int(numbers[1]) if numbers else 0


def _dated(found: re.Match[str], last: date, is_day_first: bool) -> str:
    day = found["day"]
    if numbers := _NUMBERS.fullmatch(day):
        month = int(numbers[2] if is_day_first or day.endswith(".") else numbers[1])
        mark = "." if day.endswith(".") else "-" if "-" in day else "/"
    else:
        month, mark = MONTHS.get(fold(re.sub(r"[\W\d]", "", day)), 0), "-" if "-" in day else " "
    if not 1 <= month <= 12:
        return found[0]
    year = last.year if month <= last.month else last.year - 1
    return f"{found['before']}{day.rstrip('.')}{mark}{year}"
