"""The statement line, tag 61: when, how much, in which direction, and the bank's own number of it.

6!n[4!n]2a[1!a]15d1!a3!c16x[//16x][34x]    value day, entry day, mark, funds code, amount, kind, reference, bank's
number; on a line of its own what the bank adds
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from backend.imports.values.amounts import UnreadableAmount, read_amount
from backend.kit.currency import is_currency

_LINE = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?\s*(?P<mark>[REre]?[CDcd])(?P<funds>[A-Z])?\s*(?P<amount>[\d.,]*\d[\d.,]*)(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_KIND = re.compile(r"[A-Z][A-Z0-9]{2}[A-Z0-9 ]", re.ASCII)
# Short numbers and days start again with each statement; a number that is any use says more.
_BANK_NUMBER = re.compile(
    r"(?!NONREF)(?!(?:20)?\d{6}$)(?=(?:.*\d){4})0*[A-Z1-9][A-Z0-9 ./+-]{6,}", re.IGNORECASE | re.ASCII
)
_ORIGINAL = re.compile(r"/OCMT/([A-Z]{3})([\d,.]+)")
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", re.ASCII)
# Out is positive: a debit, and a credit that is taken back.
_SIGNS = {"D": 1, "RC": 1, "ED": 1, "C": -1, "RD": -1, "EC": -1}


class UnreadableTag(Exception):
    """The line cannot be read; `code` and `why` tell the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class StatementLine(NamedTuple):
    """What a statement line says. `is_expected` marks what the bank only expects to book; `more` is what it adds."""

    on: date
    amount_minor: int
    kind: str
    name: str | None
    more: str | None
    bank_number: str | None
    is_expected: bool
    original_minor: int | None = None
    original_currency: str | None = None


def read_statement_line(lines: list[str], currency: str) -> StatementLine:
    """Return the movement of a statement line. Raises Unusable."""
    found = _LINE.match(lines[0].strip())
    if not found:
        raise UnreadableTag("line_unreadable", "is not written as a statement line")
    mark, rest = found["mark"].upper(), found["rest"]
    kind = _KIND.match(rest)
    if kind and not rest.startswith("NONREF"):
        rest = rest[kind.end() :]
    reference, _, number = rest.partition("//")
    more = " ".join(" ".join(lines[1:]).split())
    return StatementLine(
        _booked_on(found["value"], found["entry"]),
        _SIGNS[mark] * amount_of(found["amount"], currency),
        kind[0].strip() if kind else "",
        _name(reference.strip(), more),
        more if more and not more.startswith("/") else None,
        number.strip() if _BANK_NUMBER.fullmatch(number.strip()) else None,
        mark.startswith("E"),
        *_original(more, _SIGNS[mark]),
    )


def amount_of(text: str, currency: str) -> int:
    """Return minor units; MT940 writes a comma before the decimals, also where none follow. Raises Unusable."""
    mark = "." if "." in text and "," not in text else ","
    clean = text.removesuffix(",")
    try:
        return read_amount(clean, mark, currency).minor
    except UnreadableAmount as error:
        raise UnreadableTag(error.code, f"has an amount that {error.why}") from error


def day_of(text: str) -> date:
    """Return the day that six digits name, year first. Raises Unusable."""
    year = int(text[:2])
    try:
        return date(year + (2000 if year < 70 else 1900), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise UnreadableTag("date_impossible", "has a day that does not exist in the calendar") from error


def _booked_on(value: str, entry: str | None) -> date:
    """The entry day has no year: it lies near the value day, and at New Year in the year beside it."""
    if not entry:
        return day_of(value)
    in_calendar = _in_calendar(value)
    valued = day_of(in_calendar)
    if entry == in_calendar[2:]:
        return valued
    candidates = []
    for year in (valued.year - 1, valued.year, valued.year + 1):
        try:
            candidates.append(date(year, int(entry[:2]), int(entry[2:])))
        except ValueError:
            continue
    return min(candidates, key=lambda day: abs(day - valued)) if candidates else day_of(value)


def _in_calendar(value: str) -> str:
    """German banks reckon interest with months of thirty days and value on the 30th of February."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:])
    if not 1 <= month <= 12 or not 29 <= day <= 31:
        return value
    return f"{value[:4]}{min(day, monthrange(year + (2000 if year < 70 else 1900), month)[1]):02}"


def _name(reference: str, more: str) -> str | None:
    """Some Dutch banks write the other side's name behind its account, others on the line below it."""
    if _ACCOUNT.fullmatch(reference) and more and not more.startswith("/"):
        return more
    behind = re.split(r"\s{2,}", reference, maxsplit=1)[1:]
    return behind[0] if behind else None


def _original(text: str, sign: int) -> tuple[int | None, str | None]:
    found = _ORIGINAL.search(text)
    if not found or not is_currency(found[1]):
        return None, None
    try:
        return sign * amount_of(found[2], found[1]), found[1]
    except UnreadableTag:
        return None, None
