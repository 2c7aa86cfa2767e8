"""Decide once per file whether 03/04 is 3 April or 4 March, and whether 24-01-15 begins with the year."""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from backend.imports.detection.evidence import Evidence
from backend.imports.values.dates import UnreadableDate, clean_day, read_day
from backend.imports.vocabulary.headers import YEAR_FIRST_LANGUAGES

_SHORT = re.compile(r"(\d\d)([-/. ])\s?\d{1,2}\2\s?(\d\d)(?!\d)", re.ASCII)
_RECENT_DAYS = 4 * 366


def begins_with_year(
    texts: Sequence[str], year_first: Sequence[date | None], year_last: Sequence[date | None], evidence: Evidence
) -> bool | None:
    """Return None if these days do not begin with a short year; else whether that is sure.

    In a statement the year stands still while the day runs, and it is seldom long past.
    """
    parts = [found.groups() for text in texts if (found := _SHORT.match(text))]
    is_usual = bool(evidence.languages & YEAR_FIRST_LANGUAGES)
    is_written_so = is_usual or all(part[1] in "-/" for part in parts)
    if not is_written_so or len(parts) < len(texts) or _has_future(year_first, evidence.latest):
        return None
    firsts, lasts = len({part[0] for part in parts}), len({part[2] for part in parts})
    is_recent, is_other_recent = (_is_recent(found, evidence.latest) for found in (year_first, year_last))
    if firsts > lasts or (is_other_recent and not is_recent):
        return None
    if lasts > firsts and lasts >= 3:
        return True
    return (is_usual and not is_other_recent) if is_recent else None


def _has_future(days: Sequence[date | None], latest: date | None) -> bool:
    return latest is not None and any(day is not None and day > latest for day in days)


def _is_recent(days: Sequence[date | None], latest: date | None) -> bool:
    """Say whether all days lie in the few years before the file was made; not where that is unknown."""
    return latest is not None and all(day is None or (latest - day).days <= _RECENT_DAYS for day in days)


_SHORT_NUMBERS = re.compile(r"(\d{1,4})([-/. ])\s?\d{1,2}\2\s?(\d{1,4})", re.ASCII)
_DAY_FIRST_CURRENCIES = {
    "EUR",
    "GBP",
    "AUD",
    "NZD",
    "INR",
    "CHF",
    "BRL",
    "ZAR",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "SGD",
}
# The points by which one order must lead before nobody needs to be asked.
_SURE = 3.0
_LOOKED_AT = 200
_ORDERS = ("YMD", "DMY", "MDY")


class DateOrder(NamedTuple):
    order: str
    is_sure: bool


def decide_date_order(texts: Iterable[str], evidence: Evidence) -> DateOrder:
    """Return the order all the days of a file agree on. `texts` are the cells of the date column in file order."""
    cells = _Cells(texts)
    days = cells.days
    readable = {order: cells.count(day is not None for day in found) for order, found in days.items()}
    best = max(readable.values(), default=0)
    if best == 0:
        return DateOrder("YMD", not cells.rows)
    if days["DMY"] == days["MDY"] and readable["DMY"] == best:
        return DateOrder("YMD" if cells.texts[0][:4].isdigit() else "DMY", best >= 0.8 * len(cells.rows))
    if readable["YMD"] > max(readable["DMY"], readable["MDY"]):
        return DateOrder("YMD", True)
    if readable["YMD"] == best:
        year_last = days["DMY"] if readable["DMY"] >= readable["MDY"] else days["MDY"]
        is_sure = begins_with_year(cells.texts, days["YMD"], year_last, evidence)
        if is_sure is not None:
            return DateOrder("YMD", is_sure)
    if readable["DMY"] != readable["MDY"]:
        order = "DMY" if readable["DMY"] > readable["MDY"] else "MDY"
        other = "MDY" if order == "DMY" else "DMY"
        # A mistyped day or a 31 February is one in many; rows of both orders in one file are not.
        is_sure = readable[order] >= 0.8 * len(cells.rows) and _are_settled(cells, order, other)
        return DateOrder(order, is_sure and not _are_half_turned(cells.texts, cells.days[order], cells.days[other]))
    return _weigh(cells, evidence)


def direction_of_days(texts: Sequence[str]) -> int:
    """Return 1 if the days run from old to new, -1 if from new to old, 0 if that depends on how they are read."""
    found: set[int] = set()
    for order in _ORDERS:
        days = [day for text in texts[:_LOOKED_AT] if (day := _day_or_none(clean_day(text), order))]
        if len(days) > 1:
            ups = sum(after > before for before, after in pairwise(days))
            downs = sum(after < before for before, after in pairwise(days))
            found.add(1 if ups > 3 * downs else -1 if downs > 3 * ups else 0)
    return found.pop() if len(found) == 1 else 0


class _Cells:
    """The column as it is thought about: its different texts, and which of them each row has.

    A file may have millions of rows, but has few days.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        places: dict[str, int] = {}
        self.rows = array("I", (places.setdefault(clean_day(text), len(places)) for text in texts if text.strip()))
        self.texts = list(places)
        self.days = {order: [_day_or_none(text, order) for text in places] for order in _ORDERS}
        self._times = Counter(self.rows)

    def count(self, are_meant: Iterable[bool]) -> int:
        """Return how many rows have the texts that are meant."""
        return sum(self._times[place] for place, is_meant in enumerate(are_meant) if is_meant)

    def is_sorted(self, order: str) -> bool:
        """Say whether the days, read in this order, all run up or all run down."""
        days, is_up, is_down = self.days[order], True, True
        for before, after in pairwise(day for place in self.rows if (day := days[place])):
            is_up, is_down = is_up and before <= after, is_down and before >= after
            if not is_up and not is_down:
                return False
        return True


@lru_cache(16_384)
def _day_or_none(text: str, order: str) -> date | None:
    try:
        return read_day(text, order)
    except UnreadableDate:
        return None


def _are_settled(cells: _Cells, order: str, other: str) -> bool:
    """False where some rows can only be read in the other order."""
    pairs = list(zip(cells.days[order], cells.days[other], strict=True))
    only_other = cells.count(a is None and b is not None for a, b in pairs)
    only_this = cells.count(b is None and a is not None for a, b in pairs)
    return only_this > 10 * only_other


def _are_half_turned(texts: Sequence[str], these: list[date | None], others: list[date | None]) -> bool:
    """A spreadsheet of another country turns 05/01 into the first of May and leaves 15/01 as text: then days up to
    twelve are there in one way only, and those above it in the other."""
    whole = [day for text, day in zip(texts, these, strict=True) if day and text[:4].isdigit()]
    short = [day for text, day in zip(texts, others, strict=True) if not text[:4].isdigit()]
    return bool(whole) and bool(short) and not any(short) and all(day.day <= 12 for day in whole)


def _weigh(cells: _Cells, evidence: Evidence) -> DateOrder:
    """No day is above twelve, so everything else in the file has to speak: points above 0 are for the day first."""
    texts, dmy, mdy = cells.texts, cells.days["DMY"], cells.days["MDY"]
    found = next((m for text in texts if (m := _SHORT_NUMBERS.match(text))), None)
    separator = found[2] if found else "/"
    points = _shape_points(cells)
    if separator in ". ":
        points += 10
    if evidence.latest:
        # A booked movement is not later than the file; the order that says so is the wrong one.
        late = [any(day > evidence.latest for day in days if day) for days in (dmy, mdy)]
        points += 5 * (late[1] - late[0])
    if evidence.date_order:
        points += 20 if evidence.date_order == "DMY" else -20
    if evidence.languages and "en" not in evidence.languages:
        points += 4
    if evidence.decimal == ",":
        points += 2
    if evidence.currency in _DAY_FIRST_CURRENCIES:
        points += 2
    points += 2.5 * evidence.british - 3 * evidence.american
    if evidence.currency == "USD":
        points -= 1
    if separator == "/" and any(
        re.match(r"[1-9]/\d{1,2}/\d{2}(?!\d)|\d{1,2}/[1-9]/\d{2}(?!\d)", text) for text in texts
    ):
        # Without noughts and with two digits for the year is how American programs write by default.
        points -= 3
    if abs(points) < _SURE:
        home = 0.5 if evidence.home_currency in _DAY_FIRST_CURRENCIES else -0.5
        return DateOrder("DMY" if points + home > 0 else "MDY", False)
    return DateOrder("DMY" if points > 0 else "MDY", True)


def _shape_points(cells: _Cells) -> float:
    """A statement runs through a few weeks in order; read wrongly it jumps from month to month."""
    dmy, mdy = ({day for day in cells.days[order] if day} for order in ("DMY", "MDY"))
    if len(dmy) < 3:
        return 0.0
    points = 0.0
    dmy_sorted, mdy_sorted = cells.is_sorted("DMY"), cells.is_sorted("MDY")
    if dmy_sorted != mdy_sorted:
        points += (4 if len(dmy) >= 4 else 2) * (1 if dmy_sorted else -1)
    dmy_span, mdy_span = (max(dmy) - min(dmy)).days, (max(mdy) - min(mdy)).days
    if len(dmy) >= 4 and not _is_monthly(dmy) and not _is_monthly(mdy):
        if dmy_span <= 40 and mdy_span > 3 * dmy_span + 20:
            points += 3
        if mdy_span <= 40 and dmy_span > 3 * mdy_span + 20:
            points -= 3
    return points


def _is_monthly(days: Collection[date]) -> bool:
    """The same day of each month, as savings plans have it, cannot be told from a run of days."""
    months = sorted({day.year * 12 + day.month for day in days})
    return len(months) >= 3 and len({day.day for day in days}) == 1 and months == list(range(months[0], months[-1] + 1))
