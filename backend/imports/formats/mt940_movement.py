"""The statement line, tag 61: when, how much, in which direction, and the bank's own number of it.

6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]    value day, entry day, mark, funds code, amount, kind, reference, bank's number
"""

import re
from datetime import date
from typing import NamedTuple

from backend.imports.amounts import UnreadableAmount, read_amount

_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?\s*(?P<mark>[REre]?[CDcd])(?P<funds>[A-Z])?\s*(?P<amount>[\d.,]*\d[\d.,]*)(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_KIND = re.compile(r"[A-Z][A-Z0-9]{2}[A-Z0-9 ]", re.ASCII)
_BANK_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./+-]{5,}")
_ORIGINAL = re.compile(r"/OCMT/([A-Z]{3})([\d,.]+)")
# Out is positive: a debit, and a credit that is taken back.
_SIGNS = {"D": 1, "RC": 1, "ED": 1, "C": -1, "RD": -1, "EC": -1}


class Unusable(Exception):
    """The line cannot be read; `code` and `why` tell the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class Movement(NamedTuple):
    """What a statement line says. `is_expected` marks what the bank only expects to book."""

    on: date
    amount_minor: int
    kind: str
    name: str | None
    bank_number: str | None
    is_expected: bool
    original_minor: int | None = None
    original_currency: str | None = None


def movement_in(lines: list[str], currency: str) -> Movement:
    """Return the movement of a statement line. Raises Unusable."""
    found = _LINE.match(lines[0].strip())
    if not found:
        raise Unusable("line_unreadable", "is not written as a statement line")
    mark, rest = found["mark"].upper(), found["rest"]
    kind = _KIND.match(rest)
    if kind and not rest.startswith("NONREF"):
        rest = rest[kind.end() :]
    reference, _, number = rest.partition("//")
    name = re.split(r"\s{2,}", reference.strip(), maxsplit=1)[1:]
    original = _original(" ".join(lines[1:]), _SIGNS[mark])
    return Movement(
        _booked_on(found["value"], found["entry"]),
        _SIGNS[mark] * amount_of(found["amount"], currency),
        kind[0].strip() if kind else "",
        name[0] if name else None,
        number.strip() if _BANK_NUMBER.fullmatch(number.strip()) else None,
        mark.startswith("E"),
        *original,
    )


def amount_of(text: str, currency: str) -> int:
    """Return minor units; MT940 writes a comma before the decimals, also where none follow. Raises Unusable."""
    mark = "." if "." in text and "," not in text else ","
    clean = text.replace(".", "") if mark == "," else text
    try:
        return read_amount(clean.rstrip(",") if clean.endswith(",") else clean, mark, currency).minor
    except UnreadableAmount as error:
        raise Unusable(error.code, f"has an amount that {error.why}") from error


def day_of(text: str) -> date:
    """Return the day that six digits name, year first. Raises Unusable."""
    year = int(text[:2])
    try:
        return date(year + (2000 if year < 70 else 1900), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise Unusable("date_impossible", "has a day that does not exist in the calendar") from error


def _booked_on(value: str, entry: str | None) -> date:
    """The entry day has no year: it lies near the value day, and at New Year in the year beside it."""
    valued = day_of(value)
    candidates = []
    for year in (valued.year - 1, valued.year, valued.year + 1) if entry else ():
        try:
            candidates.append(date(year, int(entry[:2]), int(entry[2:])))  # type: ignore[index]
        except ValueError:
            continue
    return min(candidates, key=lambda day: abs(day - valued), default=valued)


def _original(text: str, sign: int) -> tuple[int | None, str | None]:
    found = _ORIGINAL.search(text)
    if not found:
        return None, None
    try:
        return sign * amount_of(found[2], found[1]), found[1]
    except (Unusable, KeyError):
        return None, None
