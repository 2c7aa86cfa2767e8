"""Kinds, numbers and answers that several parts of the investments share. Quantities and prices are exact decimals."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend.infra.fields import DecimalText, RequestBody, ResponseBody
from backend.infra.web import MAX_ID

ActivityType = Literal[
    "buy",
    "transfer_in",
    "reinvest",
    "sell",
    "transfer_out",
    "dividend",
    "interest",
    "capital_gain",
    "return_of_capital",
    "spin_off",
    "fee",
    "deposit",
    "withdrawal",
]
ListedType = Literal[ActivityType, "split"]


def _decimal(value: object) -> object:
    """Take a number, or the text of one; what it may be is checked where it is stored, with a sentence."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            pass
    raise PydanticCustomError("decimal", "is not a number such as 12.5")


Number = Annotated[Decimal, BeforeValidator(_decimal)]
RowId = Annotated[int, Field(ge=1, le=MAX_ID)]
Ticker = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30, pattern=r"^[^\s\x00]+$")]
SecurityName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Isin = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]{9}[0-9]$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class InvestmentChanged(ResponseBody):
    """What a verb answers: the row, and the change that can be undone."""

    id: int
    change_id: int | None


class ReturnOut(ResponseBody):
    """A return over the period in percent; null because `why`."""

    percent: DecimalText | None
    why: str | None
    skipped: list[date]


class LotPickIn(RequestBody):
    opening_id: RowId
    quantity: Number
