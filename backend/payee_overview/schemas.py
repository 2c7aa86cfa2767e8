"""Payees as JSON."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.infra.fields import Key, Name, RequestBody, ResponseBody

MerchantKey = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class PayeeNameIn(RequestBody):
    name: Name


class PayeeMergeIn(RequestBody):
    """The payees of these merchant keys become one with that of `into`."""

    merchant_keys: Annotated[list[MerchantKey], Field(min_length=1, max_length=100)]
    into: MerchantKey
    name: Name | None = None


class PayeeSplitIn(RequestBody):
    merchant_key: MerchantKey


class PayeeCategoryIn(RequestBody):
    """Where future transactions of the payee are filed; null forgets what was learned of it."""

    category_short_desc: Key | None


class PayeeSum(ResponseBody):
    """`out_minor` and `in_minor` are both positive."""

    currency: str
    out_minor: int
    in_minor: int


class PayeeRow(ResponseBody):
    """`spelling_count` is 0 for a merchant that nobody named; `year_sums` are of the last twelve months."""

    merchant_key: str
    name: str
    spelling_count: int
    transaction_count: int
    first_on: date
    last_on: date
    year_sums: list[PayeeSum]


class PayeeList(ResponseBody):
    total: int
    items: list[PayeeRow]


class SpellingOut(ResponseBody):
    merchant_key: str
    text: str
    transaction_count: int
    last_on: date


class PeriodSum(PayeeSum):
    """Sums of a year (2026) or a month (2026-03)."""

    period: str
    transaction_count: int


class PayeeRhythm(ResponseBody):
    """What repeats: every `interval` units about `amount_minor`, positive being money out."""

    currency: str
    unit: Literal["day", "week", "month", "year"]
    interval: int
    amount_minor: int
    is_variable: bool
    gap_days: float
    last_on: date
    next_on: date
    confidence: float


class PayeeCategory(ResponseBody):
    short_desc: str
    display_name: str
    color: str | None
    confirmed_count: int


class PayeeOut(ResponseBody):
    merchant_key: str
    name: str
    is_named: bool
    transaction_count: int
    first_on: date
    last_on: date
    spellings: list[SpellingOut]
    category: PayeeCategory | None
    years: list[PeriodSum]
    months: list[PeriodSum]
    rhythms: list[PayeeRhythm]


class ChangedPayee(ResponseBody):
    payee: PayeeOut
    change_id: int | None
