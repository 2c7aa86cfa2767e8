"""Checks what stands in an export, field by field, and makes of it what its column holds."""

import math
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String

from backend.exports.checks import check_of
from backend.exports.errors import Unfit
from backend.infra.columns import MAX_MINOR, ExactDecimal, UtcDateTime
from backend.kit.currency import is_currency
from backend.kit.period import FIRST_DAY, LAST_DAY

Read = Callable[[Any], Any]
# What every program that reads JSON keeps exact.
_MAX_INTEGER = 2**53
# Numbers are counted up from the greatest one, and must stay below the former.
_MAX_ROW_NUMBER = 2**48
_DECIMAL = re.compile(r"-?\d{1,20}(\.\d{1,28})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def reader_of(column: Column[Any]) -> Read:
    """Return the function that checks and converts the values of a column. It raises Unfit."""
    read, check = _reader(column), check_of(column.table.name, column.name)

    def checked(value: Any) -> Any:
        found = read(value)
        if check is not None:
            check(found)
        return found

    return checked if not column.nullable else lambda value: None if value is None else checked(value)


def default_of(column: Column[Any]) -> Any:
    """Return what a column has where the export does not name it. Raises Unfit if it must be named."""
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]
    if column.default is not None and column.default.is_callable:
        return column.default.arg(None)  # type: ignore[attr-defined]
    if column.nullable:
        return None
    raise Unfit("is missing")


def _reader(column: Column[Any]) -> Read:
    if column.primary_key:
        return _row_number
    if column.name.endswith("currency"):
        return _currency
    match column.type:
        case UtcDateTime():
            return _moment
        case ExactDecimal():
            return _decimal
        case Boolean():
            return _yes_or_no
        case Integer():
            return _minor if column.name.endswith("_minor") else _whole
        case Float():
            return _number
        case Date():
            return _day
        case LargeBinary():
            return _bytes
        case String(length=length):
            return _text_up_to(length or 10**9)
        case JSON():
            return _list_or_object
    raise AssertionError(f"no reader for {column.type!r}")


def _whole(value: Any) -> int:
    if type(value) is not int or not -_MAX_INTEGER < value < _MAX_INTEGER:
        raise Unfit("is no whole number")
    return value


def _row_number(value: Any) -> int:
    if not 1 <= _whole(value) < _MAX_ROW_NUMBER:
        raise Unfit("is no number of a row")
    return int(value)


def _minor(value: Any) -> int:
    if type(value) is not int or not -MAX_MINOR < value < MAX_MINOR:
        raise Unfit("is no amount: amounts are whole numbers of the smallest unit of their currency")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise Unfit("is no number")
    return float(value)


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise Unfit("is no exact number such as “1.0872”")
    return Decimal(value)


def _yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise Unfit("is neither true nor false")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Unfit("is no text")
    if "\0" in value:
        raise Unfit("has the character NUL")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unfit("has half a character") from None
    return value


def _text_up_to(length: int) -> Read:
    def read(value: Any) -> str:
        text = _text(value)
        if len(text) > length:
            raise Unfit(f"is longer than {length} characters")
        return text

    return read


def _currency(value: Any) -> str:
    if not is_currency(_text(value)):
        raise Unfit("is no currency that we know")
    return str(value)


def _day(value: Any) -> date:
    if not _DAY.fullmatch(_text(value)):
        raise Unfit("is no day such as 2024-03-01")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Unfit("is no day of the calendar") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unfit(f"is not between {FIRST_DAY} and {LAST_DAY}")
    return day


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unfit("is no moment such as 2024-03-01T12:00:00+00:00")
    return moment


def _bytes(value: Any) -> bytes:
    try:
        return b64decode(_text(value), validate=True)
    except ValueError:
        raise Unfit("is no base64") from None


def _list_or_object(value: Any) -> Any:
    if not isinstance(value, (dict, list)):
        raise Unfit("is neither a list nor an object")
    return value
