"""Days in the order of year, month and day that a whole file agrees on."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from backend.moving_in.errors import UnreadableBook

_NUMBERS = re.compile(r"\s*(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*(['/.\-])\s*(\d{1,4})")
_ORDERS = {"MDY": (2, 0, 1), "DMY": (2, 1, 0), "YMD": (0, 1, 2)}


def day_reader(texts: Iterable[str], program: str) -> Callable[[str], date]:
    """Return what reads days that are written like these.

    The order must fit every one of them. If month and day may both come first, the one counts that keeps the file in
    order. Raises UnreadableBook if none or both fit, and when it reads a text that is no day.
    """
    rows = list(texts)
    fitting = [order for order in _ORDERS if all(_read(text, order) for text in rows)]
    if len(fitting) > 1:
        sorted_ones = [order for order in fitting if _is_sorted([_read(text, order) for text in rows])]
        fitting = sorted_ones if len(sorted_ones) == 1 else fitting
    if len(fitting) > 1 and any(_read(text, fitting[0]) != _read(text, fitting[1]) for text in rows):
        raise UnreadableBook(program, f"its days can be read in two ways, for example “{rows[0]}”. Export it again.")
    if not fitting:
        wrong = next((text for text in rows if not any(_read(text, order) for order in _ORDERS)), rows[0])
        raise UnreadableBook(program, f"“{wrong}” is no day.")

    def read(text: str) -> date:
        day = _read(text, fitting[0])
        if day is None:
            raise UnreadableBook(program, f"“{text}” is no day.")
        return day

    return read


def _read(text: str, order: str) -> date | None:
    match = _NUMBERS.match(text)
    if match is None:
        return None
    numbers = (int(match[1]), int(match[2]), int(match[4]))
    lengths = (len(match[1]), len(match[2]), len(match[4]))
    year_at, month_at, day_at = _ORDERS[order]
    if (lengths[0] == 4) != (order == "YMD"):
        return None
    year = numbers[year_at]
    if lengths[year_at] <= 2:
        # Quicken writes 1/5'24 for 2024 and 1/5/98 for 1998.
        year += 2000 if match[3] == "'" or year < 70 else 1900
    try:
        return date(year, numbers[month_at], numbers[day_at])
    except ValueError:
        return None


def _is_sorted(days: list[date | None]) -> bool:
    plain = [day for day in days if day]
    return plain in (sorted(plain), sorted(plain, reverse=True))
