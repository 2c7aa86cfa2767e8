"""Insights as JSON."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from backend.accounts.schemas import BalanceSource
from backend.budgets.schemas import BudgetAlert
from backend.infra.figure_schema import FigureOut
from backend.transactions.schemas import TransactionOut


class SpendingOut(BaseModel):
    id: int
    short_desc: str
    display_name: str
    color: str | None
    parent_id: int
    parent_display_name: str
    parent_color: str | None
    parent_short_desc: str
    total_minor: int
    out_minor: int
    refunds_minor: int
    count: int
    usual_minor: int | None
    usual_to_date_minor: int | None
    last_year_minor: int | None
    # The same of the main category with all that is below it, also what has no rows in these days.
    parent_usual_minor: int | None
    parent_usual_to_date_minor: int | None
    parent_last_year_minor: int | None
    currency: str


class CurrencyTotal(BaseModel):
    currency: str
    spent_minor: int
    income_minor: int


class SummaryOut(BaseModel):
    currency: str
    spent_minor: int
    refunds_minor: int
    income_minor: int
    spent: FigureOut
    income: FigureOut
    usual_minor: int | None
    usual_to_date_minor: int | None
    last_year_minor: int | None
    to_review: int
    staged: int
    other_currencies: list[CurrencyTotal]


class MonthOut(BaseModel):
    month: str
    total_minor: int
    in_minor: int
    count: int
    currency: str


class MerchantOut(BaseModel):
    merchant: str
    merchant_key: str
    total_minor: int
    count: int
    last_on: date
    currency: str


class MonthCategoryOut(BaseModel):
    month: str
    category_id: int
    out_minor: int
    in_minor: int
    count: int
    currency: str


class LineOut(BaseModel):
    category_id: int
    category_name: str
    color: str | None
    budgeted_minor: int
    spent_minor: int
    remaining_minor: int
    percent_used: float


class BudgetGlance(BaseModel):
    budgeted_minor: int
    spent_minor: int
    remaining_minor: int
    lines: list[LineOut]
    alerts: list[BudgetAlert]


class TermOut(BaseModel):
    label: str
    amount_minor: int


class TopOut(BaseModel):
    category_id: int
    display_name: str
    color: str | None
    total_minor: int
    usual_minor: int | None


class AccountGlance(BaseModel):
    id: int
    name: str
    account_type: str
    currency: str
    balance_current_minor: int | None
    balance_on: date | None
    balance_stated_on: date | None
    balance_source: BalanceSource | None
    latest_transaction: date | None
    needs: str | None


class CumulativeOut(BaseModel):
    day: int
    this_minor: int | None
    usual_minor: int | None


class NewsOut(BaseModel):
    """What came since the last look; sums in the currency of the page, `moved_minor` between own accounts."""

    since: datetime
    count: int
    filed: int
    in_minor: int
    out_minor: int
    moved_minor: int


class TodayOut(BaseModel):
    as_of: date
    month: str
    currency: str
    new_rows: int
    # Without a value at the first look.
    news: NewsOut | None
    # The newest rows that wait for review.
    waiting: list[TransactionOut]
    to_review: int
    staged: int
    spent_minor: int
    usual_to_date_minor: int | None
    income_minor: int
    spent: FigureOut
    income: FigureOut
    other_currencies: list[CurrencyTotal]
    budget: BudgetGlance
    free: FigureOut
    free_to_spend_minor: int
    free_terms: list[TermOut]
    top_categories: list[TopOut]
    accounts: list[AccountGlance]
    # What all open accounts hold, by currency; without a value while a balance is unknown.
    account_totals: list[FigureOut]
    recent: list[TransactionOut]
    months: list[MonthOut]
    cumulative: list[CumulativeOut]


class CashPeriodOut(BaseModel):
    """What came in, went out and was kept in a period; `running_minor` sums what was kept since the first one."""

    start: date
    end: date
    income_minor: int
    spent_minor: int
    kept_minor: int
    running_minor: int


class CashChildOut(BaseModel):
    key: str
    name: str
    amount_minor: int


class CashLineOut(BaseModel):
    """One cause of the period in detail. `usual_minor` is the median of the earlier periods up to the same day."""

    side: Literal["in", "out"]
    key: str | None
    name: str
    color: str | None
    amount_minor: int
    usual_minor: int | None
    children: list[CashChildOut]


class CashLeftOutOut(BaseModel):
    """What no figure of the page counts, for one reason."""

    reason: Literal["linked", "transfer", "excluded", "waiting"]
    label: str
    count: int
    out_minor: int
    in_minor: int


class CashSpan(BaseModel):
    start: date
    end: date


class CashFlowOut(BaseModel):
    """Cash flow by period, oldest first; `shown` is the period that `kept`, `lines` and `left_out` are about."""

    currency: str
    kind: Literal["month", "two_weeks", "week"]
    periods: list[CashPeriodOut]
    shown: CashSpan
    kept: FigureOut
    lines: list[CashLineOut]
    left_out: list[CashLeftOutOut]
    other_currencies: list[str]
