"""Budgets as JSON."""

from dataclasses import dataclass
from typing import Literal

from backend.infra.fields import Key, Month, NonNegativeMinor, RequestBody, ResponseBody


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One budget of one month, as the page shows it."""

    id: int
    category_id: int
    category_short_desc: str
    category_name: str
    color: str | None
    parent_category_id: int | None
    parent_category_name: str | None
    month: str
    currency: str
    budgeted_minor: int
    spent_minor: int
    remaining_minor: int
    percent_used: float
    rollover: bool
    rolled_minor: int
    last_month_spent_minor: int
    usual_minor: int | None


@dataclass(frozen=True, slots=True)
class BudgetSuggestion:
    """A category without a budget, and what it usually takes."""

    category_id: int
    category_short_desc: str
    category_name: str
    color: str | None
    parent_category_id: int | None
    parent_category_name: str | None
    usual_minor: int
    last_month_minor: int
    months_seen: int


@dataclass(frozen=True, slots=True)
class OtherCurrency:
    """Spending that no budget counts, because it is in another currency."""

    currency: str
    spent_minor: int


@dataclass(frozen=True, slots=True)
class BudgetSummary:
    """`day` is 0 before the month and the last day after it; `pace_minor` is the even share up to that day."""

    month: str
    currency: str
    budgeted_minor: int
    rolled_minor: int
    spent_minor: int
    remaining_minor: int
    pace_minor: int
    income_minor: int
    unbudgeted_spent_minor: int
    days_in_month: int
    day: int
    other_currencies: list[OtherCurrency]


class NewBudget(RequestBody):
    category_short_desc: Key
    month: Month
    amount_minor: NonNegativeMinor
    rollover: bool | None = None


class BudgetKept(ResponseBody):
    status: Literal["created", "updated"]
    id: int
    budget: BudgetLine
    change_id: int | None


class BudgetRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None


class BudgetCopy(RequestBody):
    from_month: Month
    to_month: Month
    overwrite: bool = False


class BudgetsCopied(ResponseBody):
    copied: int
    kept: int
    change_id: int | None
