"""What may come in over HTTP: strict bodies, bounded numbers, plain text, days, months; and the shape of answers."""

import re
import unicodedata
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from backend.infra.columns import MAX_MINOR
from backend.kit.currency import is_currency
from backend.kit.period import FIRST_DAY, LAST_DAY

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")
_CONTROL_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})

# The default of a field that may be left out of a change, but is never null when it is there.
OMITTED: Any = None


class RequestBody(BaseModel):
    """A request: fields nobody knows are refused, and a number is not taken for a text."""

    model_config = ConfigDict(extra="forbid", strict=True)

    def sent_fields(self) -> dict[str, Any]:
        """Return the fields that were sent, and no others."""
        return self.model_dump(exclude_unset=True)


class ResponseBody(BaseModel):
    """An answer: every field is always there."""

    model_config = ConfigDict(from_attributes=True)


def single_line(text: str) -> str:
    """Return `text` if it is one line without control characters, else refuse it."""
    if any(unicodedata.category(character) in _CONTROL_CATEGORIES for character in text):
        raise PydanticCustomError("plain_text", "must be one line without control characters")
    return text


def _day(value: object) -> object:
    if value is None:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, date) and FIRST_DAY <= value <= LAST_DAY:
        return value
    raise PydanticCustomError("day", "is not a day; write it as year, month and day, for example 2026-03-31")


def _month(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise PydanticCustomError("month", "is not a month; write it as year and month, for example 2026-03")
    return value


def _currency(value: str) -> str:
    if not is_currency(value):
        raise PydanticCustomError("currency", "is not a currency; write three capital letters, for example EUR")
    return value


# An exact decimal in an answer: plain text, never an exponent.
DecimalText = Annotated[Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json")]
Minor = Annotated[int, Field(gt=-MAX_MINOR, lt=MAX_MINOR)]
NonNegativeMinor = Annotated[int, Field(ge=0, lt=MAX_MINOR)]
Position = Annotated[int, Field(ge=0, le=1_000_000)]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(single_line)
]
SingleLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(single_line)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,100}$")]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Day = Annotated[date, BeforeValidator(_day)]
Month = Annotated[str, AfterValidator(_month)]
Currency = Annotated[str, StringConstraints(max_length=20), AfterValidator(_currency)]
