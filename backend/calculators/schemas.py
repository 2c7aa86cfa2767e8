"""Calculators as JSON: what is typed in and what comes out."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator, Field

from backend.infra.fields import DecimalText, Minor, Name, NonNegativeMinor, RequestBody, ResponseBody


def _typed_decimal(value: object) -> object:
    """Read a number that is sent as text, so that it goes through no floating-point number."""
    if not isinstance(value, str) or len(value) > 20:
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError("This is no number.") from None


_TypedDecimal = BeforeValidator(_typed_decimal)
Rate = Annotated[Decimal, _TypedDecimal, Field(ge=-50, le=200, max_digits=12)]
PositiveMinor = Annotated[int, Field(gt=0, lt=10**13)]
Years = Annotated[int, Field(ge=1, le=80)]


class EmergencyFundIn(RequestBody):
    saved_minor: NonNegativeMinor
    monthly_cost_minor: PositiveMinor
    months: Annotated[Decimal, _TypedDecimal, Field(gt=0, le=120, max_digits=6)]
    monthly_minor: NonNegativeMinor = 0


class EmergencyFundOut(ResponseBody):
    covers_months: DecimalText
    target_minor: int
    missing_minor: int
    full_in_months: int | None


class TypedDebtIn(RequestBody):
    name: Name
    owed_minor: PositiveMinor
    rate_percent: Annotated[Decimal, _TypedDecimal, Field(ge=0, le=100, max_digits=8)]
    minimum_minor: PositiveMinor
    is_daily: bool = True


class DebtsIn(RequestBody):
    debts: Annotated[list[TypedDebtIn], Field(min_length=1, max_length=20)]
    extra_minor: NonNegativeMinor = 0


class CourseOut(ResponseBody):
    strategy: str
    months: int | None
    interest_minor: int | None
    order: list[str]


class LoanCostIn(RequestBody):
    principal_minor: PositiveMinor
    rate_percent: Annotated[Decimal, _TypedDecimal, Field(ge=0, le=100, max_digits=8)]
    months: Annotated[int, Field(ge=1, le=600)]


class LoanYearOut(ResponseBody):
    year: int
    paid_minor: int
    interest_minor: int
    balance_minor: int


class LoanCostOut(ResponseBody):
    payment_minor: int
    interest_minor: int
    years: list[LoanYearOut]


class SavingsIn(RequestBody):
    start_minor: NonNegativeMinor
    monthly_minor: NonNegativeMinor
    rate_percent: Rate
    years: Years


class SavedYearOut(ResponseBody):
    year: int
    paid_minor: int
    value_minor: int


class RetirementIn(RequestBody):
    start_minor: NonNegativeMinor
    monthly_minor: NonNegativeMinor
    years_to_retirement: Annotated[int, Field(ge=0, le=70)]
    monthly_spending_minor: NonNegativeMinor
    years_in_retirement: Annotated[int, Field(ge=1, le=60)]
    return_percent: Rate
    volatility_percent: Annotated[Decimal, _TypedDecimal, Field(ge=0, le=60, max_digits=8)]


class YearRangeOut(ResponseBody):
    year: int
    low_minor: int
    median_minor: int
    high_minor: int


class RetirementOut(ResponseBody):
    years: list[YearRangeOut]
    at_retirement: YearRangeOut
    success_share: DecimalText
    courses: int


class TimeValueIn(RequestBody):
    """Payments of each period, the first one now; what you pay is negative."""

    amounts_minor: Annotated[list[Minor], Field(min_length=2, max_length=120)]
    rate_percent: Rate


class TimeValueOut(ResponseBody):
    """`rate_percent` is the internal rate of return; `why` says why there is none."""

    value_minor: int
    rate_percent: DecimalText | None
    why: str | None


class PaymentIn(RequestBody):
    """`rate_percent` is for one period."""

    rate_percent: Rate
    periods: Annotated[int, Field(ge=1, le=1200)]
    present_minor: Minor
    future_minor: Minor = 0


class PaymentOut(ResponseBody):
    payment_minor: int
