"""Exchange rates as JSON; a rate is an exact decimal, written as text."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from backend.infra.fields import Currency, Day, DecimalText, RequestBody, ResponseBody

Source = Literal["manual", "file", "ecb"]


class RateOut(ResponseBody):
    id: int
    base_currency: str
    currency: str
    on: date
    rate: DecimalText
    source: Source


class RateCoverage(ResponseBody):
    base_currency: str
    currency: str
    source: Source
    first_on: date
    last_on: date
    day_count: int


class RatesState(ResponseBody):
    """What is known about rates. `followed` are the currencies of accounts, of totals, and those that were added."""

    is_on: bool
    is_fetching: bool
    attempted_at: datetime | None
    error: str | None
    base_currency: str
    followed: list[str]
    coverage: list[RateCoverage]
    latest: list[RateOut]


class NewRate(RequestBody):
    """One unit of `base_currency` is worth `rate` units of `currency`."""

    base_currency: Currency
    currency: Currency
    on: Day
    rate: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class RateSaved(ResponseBody):
    rate: RateOut
    change_id: int | None


class RateRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None


class RatesLoaded(ResponseBody):
    added: int
    unchanged: int
    currencies: list[str]
    problems: list[str]


class FetchStarted(ResponseBody):
    status: Literal["started"]
