"""Cards, loans and the payoff plan as JSON. Amounts owed are positive."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from backend.debts.kinds import InterestMethod, Strategy
from backend.debts.statement_cycle import Band
from backend.infra.fields import OMITTED, Currency, Day, DecimalText, Minor, RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut

# A yearly rate in percent as text, "21.49".
Percent = Annotated[Decimal, Field(strict=False, max_digits=8, decimal_places=4, allow_inf_nan=False)]
_Rows = Field(max_length=600)


class CardTermsIn(RequestBody):
    """What is left out stays; null clears."""

    limit_minor: Minor | None = OMITTED
    apr_percent: Percent | None = OMITTED
    minimum_payment_minor: Minor | None = OMITTED
    statement_day: int | None = OMITTED
    due_day: int | None = OMITTED
    statement_minor: Minor | None = OMITTED
    statement_on: Day | None = OMITTED


class RateIn(RequestBody):
    from_on: Day
    rate_percent: Percent


class ExtraIn(RequestBody):
    on: Day
    amount_minor: Minor


class LoanTermsIn(RequestBody):
    principal_minor: Minor
    rate_percent: Percent
    term_months: int
    first_payment_on: Day
    payment_minor: Minor | None = None
    interest_method: InterestMethod = "monthly"
    rates: Annotated[list[RateIn], _Rows] = Field(default_factory=list)
    extras: Annotated[list[ExtraIn], _Rows] = Field(default_factory=list)


class PlanIn(RequestBody):
    currency: Currency
    strategy: Strategy
    extra_minor: Minor
    account_order: Annotated[list[int], _Rows] = Field(default_factory=list)


class SplitsIn(RequestBody):
    transaction_ids: Annotated[list[int], Field(min_length=1, max_length=600)]


class DebtChange(ResponseBody):
    change_id: int | None


class CardOut(ResponseBody):
    """`bank_fields` are the terms whose value the bank stated."""

    account_id: int
    name: str
    currency: str
    owed_minor: int | None
    limit_minor: int | None
    own_limit_minor: int | None
    apr_percent: DecimalText | None
    minimum_payment_minor: int | None
    statement_day: int | None
    due_day: int | None
    statement_on: date | None
    next_statement_on: date | None
    due_on: date | None
    statement_minor: int | None
    due_minor: int | None
    is_overdue: bool | None
    bank_fields: list[str]
    band: Band | None
    owed: FigureOut
    used: FigureOut
    interest: FigureOut


class LoanRateOut(ResponseBody):
    from_on: date
    rate_percent: DecimalText


class LoanExtraOut(ResponseBody):
    on: date
    amount_minor: int


class LoanTermsOut(ResponseBody):
    principal_minor: int
    rate_percent: DecimalText
    term_months: int
    first_payment_on: date
    payment_minor: int | None
    interest_method: InterestMethod
    rates: list[LoanRateOut]
    extras: list[LoanExtraOut]


class InstallmentOut(ResponseBody):
    number: int
    on: date
    payment_minor: int
    interest_minor: int
    principal_minor: int
    extra_minor: int
    balance_minor: int
    rate_percent: DecimalText


class LoanCourse(ResponseBody):
    """`ahead_minor` is what less is owed than the schedule says; months and interest are saved by extra payments."""

    rate_percent: DecimalText
    next_payment: InstallmentOut | None
    payments_left: int
    ends_on: date
    scheduled_minor: int
    ahead_minor: int | None
    interest_paid_minor: int
    interest_left_minor: int
    months_saved: int
    interest_saved_minor: int


class LoanOut(ResponseBody):
    """`is_from_bank`: the bank stated the terms; `is_overdue` is what it says itself, null if it says nothing."""

    account_id: int
    name: str
    currency: str
    owed_minor: int | None
    is_overdue: bool | None
    is_from_bank: bool
    terms: LoanTermsOut | None
    course: LoanCourse | None


class SplitProposalOut(ResponseBody):
    account_id: int
    transaction_id: int
    on: date
    text: str
    amount_minor: int
    principal_minor: int
    interest_minor: int


class DebtsOut(ResponseBody):
    as_of: date
    cards: list[CardOut]
    loans: list[LoanOut]
    figures: list[FigureOut]
    splits: list[SplitProposalOut]


class AloneOut(ResponseBody):
    on: date | None
    months: int | None
    interest_minor: int | None


class PlannedDebt(ResponseBody):
    account_id: int
    name: str
    owed_minor: int
    rate_percent: DecimalText
    minimum_minor: int
    on: date | None
    months: int | None
    interest_minor: int | None
    minimum_only: AloneOut


class LeftOutDebt(ResponseBody):
    account_id: int
    name: str
    why: str


class StrategyOut(ResponseBody):
    strategy: Strategy
    months: int | None
    interest_minor: int | None


class CoursePoint(ResponseBody):
    on: date
    owed_minor: int


class PayoffOut(ResponseBody):
    """Months and interest are null if a debt is never paid off; `warnings` says which.

    `minimum_course` is what would be owed after each month with the minimum payments alone.
    """

    currency: str
    strategy: Strategy
    extra_minor: int
    account_order: list[int]
    debts: list[PlannedDebt]
    left_out: list[LeftOutDebt]
    warnings: list[str]
    monthly_minor: int
    months: int | None
    interest_minor: int | None
    minimum_months: int | None
    minimum_interest_minor: int | None
    months_saved: int | None
    interest_saved_minor: int | None
    strategies: list[StrategyOut]
    course: list[CoursePoint]
    minimum_course: list[int]
