"""Budgets as JSON."""

from typing import Literal

from backend.infra.fields import Key, Month, NonNegativeMinor, RequestBody, ResponseBody


class Budget(ResponseBody):
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


class NewBudget(RequestBody):
    category_short_desc: Key
    month: Month
    amount_minor: NonNegativeMinor
    rollover: bool | None = None


class BudgetKept(ResponseBody):
    status: Literal["created", "updated"]
    id: int
    budget: Budget
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


class BudgetSuggestion(ResponseBody):
    category_id: int
    category_short_desc: str
    category_name: str
    color: str | None
    parent_category_id: int | None
    parent_category_name: str | None
    usual_minor: int
    last_month_minor: int
    months_seen: int


class OtherCurrency(ResponseBody):
    currency: str
    spent_minor: int


class BudgetSummary(ResponseBody):
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
