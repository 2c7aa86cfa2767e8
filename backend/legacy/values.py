"""Parse the values of the legacy app exactly: floats, texts of days and moments, flags. Pure functions."""

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


class UnreadableLegacyValue(ValueError):
    """A value that cannot be converted; the message is the reason as a sentence."""


class MinorAmount(NamedTuple):
    """Whole minor units, and whether more than the noise of a float was rounded away."""

    minor: int
    is_rounded: bool


def parse_decimal(value: object) -> Decimal:
    """Return the number that a person would read in `value`: 12.1 is 12.1, not the float beside it."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UnreadableLegacyValue("The amount is missing." if value is None else "The amount is not a number.")
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except InvalidOperation:
        raise UnreadableLegacyValue("The amount is not a number.") from None
    if not number.is_finite():
        raise UnreadableLegacyValue("The amount is not a finite number.")
    # The exponent is compared, not the value: calculating with 1e999999999 would fail.
    if number and number.adjusted() >= _MOST_DIGITS:
        raise UnreadableLegacyValue("The amount is too large.")
    return number


def parse_amount(value: object, currency: str) -> MinorAmount:
    """Return an amount in whole minor units, a half to the even one. Raises Unreadable."""
    scaled = parse_decimal(value).scaleb(minor_digits(currency))
    whole = scaled.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    if abs(whole) >= _MAX_MINOR:
        raise UnreadableLegacyValue("The amount is too large.")
    return MinorAmount(int(whole), abs(whole - scaled) > _NOISE)


def parse_day(value: object) -> date:
    """Return the day that `value` names, in any of the forms that were in use. Raises Unreadable."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    day = _day_in(text)
    if day is None:
        raise UnreadableLegacyValue("The day is missing." if value is None else "The day cannot be read.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise UnreadableLegacyValue(f"The day is not between {FIRST_DAY} and {LAST_DAY}.")
    return day


def _day_in(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007
    return None


def parse_moment(value: object) -> datetime | None:
    """Return the moment, in UTC; one without a zone is UTC already. None for what is no moment."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_flag(value: object) -> bool:
    """Return a yes or no; what is empty is a no."""
    return value not in (None, 0, 0.0, "", "0", "false", "False", "f")


def parse_month(value: object) -> str:
    """Return a month as 'YYYY-MM'. Raises Unreadable."""
    match = _MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) == 0:
        raise UnreadableLegacyValue("The month cannot be read.")
    return f"{match[1]}-{int(match[2]):02}"


def to_text(value: object) -> str:
    """Return `value` as text, '' for nothing."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
