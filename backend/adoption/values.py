"""Values as the older app wrote them, made exact: floats, texts of days and moments, flags. Thinking only."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import NamedTuple

from backend.kit.currency import minor_digits
from backend.kit.period import FIRST_DAY, LAST_DAY

_MOST_DIGITS = 15
_MAX_MINOR = 10**_MOST_DIGITS
# Beyond this a float says no more of its digits than noise.
_NOISE = Decimal("0.0001")
_DAYS = ("%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%Y%m%d")
_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/][0-9]{1,2})?")


class Unreadable(ValueError):
    """A value that says nothing we could keep in its place; the message says why, for people."""


class Exact(NamedTuple):
    """Whole minor units, and whether more than the noise of a float was rounded away."""

    minor: int
    is_rounded: bool


def decimal_of(value: object) -> Decimal:
    """Return the number that a person would read in `value`: 12.1 is 12.1, not the float beside it."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable("The amount is missing." if value is None else "The amount is not a number.")
    try:
        found = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except InvalidOperation:
        raise Unreadable("The amount is not a number.") from None
    if not found.is_finite():
        raise Unreadable("The amount is not a finite number.")
    # Its place is looked at, not its value: to calculate with 1e999999999 would fail.
    if found and found.adjusted() >= _MOST_DIGITS:
        raise Unreadable("The amount is too large.")
    return found


def exact(value: object, currency: str) -> Exact:
    """Return an amount in whole minor units, a half to the even one. Raises Unreadable."""
    scaled = decimal_of(value).scaleb(minor_digits(currency))
    whole = scaled.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    if abs(whole) >= _MAX_MINOR:
        raise Unreadable("The amount is too large.")
    return Exact(int(whole), abs(whole - scaled) > _NOISE)


def day(value: object) -> date:
    """Return the day that `value` names, in any of the forms that were in use. Raises Unreadable."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    found = _day_in(text)
    if found is None:
        raise Unreadable("The day is missing." if value is None else "The day cannot be read.")
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Unreadable(f"The day is not between {FIRST_DAY} and {LAST_DAY}.")
    return found


def _day_in(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007
    return None


def moment(value: object) -> datetime | None:
    """Return the moment, in UTC; one without a zone is UTC already. None for what is no moment."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def flag(value: object) -> bool:
    """Return a yes or no; what is empty is a no."""
    return value not in (None, 0, 0.0, "", "0", "false", "False", "f")


def month(value: object) -> str:
    """Return a month as 'YYYY-MM'. Raises Unreadable."""
    found = _MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) == 0:
        raise Unreadable("The month cannot be read.")
    return f"{found[1]}-{int(found[2]):02}"


def text(value: object) -> str:
    """Return `value` as text, '' for nothing."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
