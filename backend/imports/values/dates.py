"""Parse dates. A date stays as it was written: a time or a time zone behind it never changes the day."""

import re
from datetime import date, timedelta

from backend.imports.vocabulary.languages import MONTHS
from backend.imports.vocabulary.text import fold_letters

_TIME = r"(?:(?:T|,? +|,)(?:\d{1,2}[:.h]\d{2}.{0,40}|as of .*|\(?[A-Za-z]{2,9}\.?\)?))?"
_NUMBERS = re.compile(rf"(\d{{1,4}})([-/.]|\. | )(\d{{1,2}})\2(\d{{1,4}})\.?{_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})(?:(?:T|t| )?\d{4,6}(?:\.\d+)?(?:Z|\[.*\])?)?", re.ASCII)
_COLONS = re.compile(r"(\d{4}):(\d{2}):(\d{2})", re.ASCII)
_ERA_STARTS = {"M": 1868, "T": 1912, "S": 1926, "H": 1989, "R": 2019}
_ERA_NAMES = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
_ERA = re.compile(rf"([MTSHR]|{'|'.join(_ERA_NAMES)})\.? ?(\d{{1,2}}|元)[-./年](\d{{1,2}})[-./月](\d{{1,2}})日?")
_BUDDHIST_YEARS = range(2443, 2644)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일].*")
_DAY_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,? )?"
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?(?: de |[-/ .]*)([^\W\d]+)\.?(?: de |[-/ .,]*)(\d{{4}}|\d{{1,2}}){_TIME}"
)
_MONTH_FIRST = re.compile(rf"(?:[^\W\d]+, )?([^\W\d]+)\.?[-/ ]*(\d{{1,2}})(?:st|nd|rd|th)?,?[-/ ]+(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/ .]*([^\W\d]+)\.?[-/ .]*(\d{{1,2}}){_TIME}")
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?", re.ASCII)
_SERIAL_START = date(1899, 12, 30)
_DAY_LENGTH = len("31/12/2024")


class UnreadableDate(ValueError):
    """The text is no day. `code` is stable; `why` continues the sentence "The date ... "."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


class DateCache(dict[str, date]):
    """Remembers each text of a day it has read; a statement repeats few days very often.

    Where a time stands behind each day hardly any text comes twice. Of very many the first are remembered, then one for
    each beginning: no day is missed.
    """

    LIMIT = 50_000

    def __init__(self, order: str) -> None:
        super().__init__()
        self.order = order
        self.unreadable: dict[str, None] = {}
        self._beginnings: set[str] = set()

    def __missing__(self, text: str) -> date:
        try:
            day = read_day(text, self.order)
        except UnreadableDate:
            if self._is_worth_it(text):
                self.unreadable[text] = None
            raise
        if self._is_worth_it(text):
            self[text] = day
        return day

    def reads(self, text: str) -> bool:
        """Say whether this text is a day."""
        try:
            return bool(self[text])
        except UnreadableDate:
            return False

    def _is_worth_it(self, text: str) -> bool:
        if len(self) + len(self.unreadable) < self.LIMIT:
            return True
        before = len(self._beginnings)
        if before < self.LIMIT:
            self._beginnings.add(text[:_DAY_LENGTH])
        return len(self._beginnings) > before


def read_day(text: str, order: str) -> date:
    """Return the day a text names. `order` matters only where all three parts are short numbers."""
    text = clean_day(text)
    if not text:
        raise UnreadableDate("date_missing", "is empty")
    parts = day_parts(text, order)
    if parts is None:
        raise UnreadableDate("date_unreadable", f"“{text[:40]}” is not a date we can read")
    try:
        return _day(*parts)
    except ValueError as wrong:
        raise UnreadableDate("date_impossible", f"“{text[:40]}” does not exist in the calendar") from wrong


def clean_day(text: str) -> str:
    """Return the cell without spreadsheet escapes and in plain digits."""
    text = text.strip()
    if not text.isascii():
        # Full-width digits and the like; names of months keep their letters.
        text = "".join(str(int(c)) if c.isdecimal() else " " if c.isspace() else c for c in text).strip("\u200e\u200f")
        text = text.replace("／", "/").replace("．", ".").replace("－", "-")
    return text.lstrip("=").strip("\"' ")


def day_parts(text: str, order: str) -> tuple[int, int, int] | None:
    """Return (year, month, day) as written, unchecked, or None if the text has no form of a day."""
    if numbers := _NUMBERS.fullmatch(text):
        return _from_numbers(numbers[1], numbers[3], numbers[4], order)
    if order == "SERIAL" and (serial := _SERIAL.fullmatch(text)):
        day = _SERIAL_START + timedelta(days=int(serial[1]))
        return day.year, day.month, day.day
    if compact := _COMPACT.fullmatch(text):
        return _from_compact(compact, order)
    if found := _EAST_ASIAN.fullmatch(text) or _COLONS.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if era := _ERA.fullmatch(text):
        first = _ERA_STARTS[_ERA_NAMES.get(era[1], era[1])]
        return first - 1 + (1 if era[2] == "元" else int(era[2])), int(era[3]), int(era[4])
    return _from_named(text)


def full_year(year: int) -> int:
    """Return the year of the common era: two digits are 1970 to 2069, and Buddhist years are 543 ahead of it."""
    if year in _BUDDHIST_YEARS:
        return year - 543
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int) -> date:
    year = full_year(year)
    if not 1900 <= year <= 2100:
        raise ValueError("year")
    return date(year, month, day)


def _from_numbers(first: str, second: str, third: str, order: str) -> tuple[int, int, int] | None:
    one, two, three = int(first), int(second), int(third)
    if len(first) == 4:
        return (one, two, three) if len(third) <= 2 else None
    if len(first) == 3 or len(third) not in (2, 4):
        return (one, two, three) if order == "YMD" and len(first) == 2 and len(third) == 1 else None
    if order == "YMD":
        return (one, two, three) if len(first) == 2 and len(third) == 2 else None
    return (three, one, two) if order == "MDY" else (three, two, one)


def _from_compact(found: re.Match[str], order: str) -> tuple[int, int, int] | None:
    one, two, three, four = found.groups()
    if one in ("19", "20"):
        return int(one + two), int(three), int(four)
    if three not in ("19", "20"):
        return None
    year = int(three + four)
    return (year, int(one), int(two)) if order == "MDY" else (year, int(two), int(one))


def _from_named(text: str) -> tuple[int, int, int] | None:
    text = fold_letters(text)
    if found := _DAY_FIRST.fullmatch(text):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        name, day, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(text):
        year, name, day = found.groups()
    else:
        return None
    month = MONTHS.get(name)
    return None if month is None else (int(year), month, int(day))
