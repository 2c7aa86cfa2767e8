"""Budgets as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.budgets.envelope import Carry
from backend.budgets.periods import PeriodKind
from backend.budgets.templates import TemplateKind
from backend.infra.fields import OMITTED, Currency, Day, Key, Month, Name, NonNegativeMinor, RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut

PlanType = Literal["personal", "household", "business", "project", "custom"]
PositiveMinor = Annotated[NonNegativeMinor, Field(gt=0)]
Priority = Annotated[int, Field(ge=1, le=100)]
BasisPoints = Annotated[int, Field(ge=1, le=10_000)]
Weight = Annotated[int, Field(ge=1, le=1000)]


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
    carries_debt: bool
    rolled_minor: int
    moved_minor: int
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
    carries_debt: bool | None = None


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


class OwnPeriod(ResponseBody):
    """A line's own period: left = budgeted + carried + moved - spent."""

    start: date
    end: date
    budgeted_minor: int
    carried_minor: int
    moved_minor: int
    spent_minor: int
    left_minor: int
    percent_used: float
    elapsed: float
    per_day_minor: int | None


class PlanLine(ResponseBody):
    """One line in the days shown; `line_id` is None for monthly budgets, whose ids are in `budget_ids` by month."""

    line_id: int | None
    category_id: int
    category_short_desc: str
    category_name: str
    color: str | None
    parent_category_id: int | None
    parent_category_name: str | None
    budget_ids: dict[str, int]
    period: PeriodKind
    carry: Carry
    currency: str
    starts_on: date | None
    ends_on: date | None
    is_inside: bool
    is_fixed: bool
    budgeted_minor: int
    moved_minor: int
    carried_minor: int
    spent_minor: int
    left_minor: int
    own: OwnPeriod
    side_by_side: dict[PeriodKind, int]


class BudgetAlert(ResponseBody):
    category_id: int
    category_short_desc: str
    category_name: str
    threshold_percent: int
    percent_used: float
    period: PeriodKind
    starts_on: date
    ends_on: date
    spent_minor: int
    available_minor: int
    left_minor: int
    currency: str


class BudgetMoveOut(ResponseBody):
    """Money moved between lines; a name of None is what is to be assigned."""

    id: int
    on: date
    from_category_id: int | None
    from_name: str | None
    to_category_id: int | None
    to_name: str | None
    amount_minor: int
    currency: str


class BudgetOverview(ResponseBody):
    """`left` is in one currency, `left_by_currency` what lines in each other one have left, and `left_in_all` all of
    it by the rates of today; null if all lines are in one currency."""

    plan_id: int | None
    kind: PeriodKind
    start: date
    end: date
    day: date
    elapsed: float
    currency: str
    pay_days_source: str | None
    next_pay_day: date | None
    left: FigureOut
    left_by_currency: list[FigureOut]
    left_in_all: FigureOut | None
    per_day_minor: int | None
    unassigned: FigureOut | None
    unbudgeted: FigureOut
    lines: list[PlanLine]
    alerts: list[BudgetAlert]
    moves: list[BudgetMoveOut]
    other_currencies: list[OtherCurrency]


class CardReserveOut(ResponseBody):
    account_id: int
    name: str
    mask: str | None
    currency: str
    owed_minor: int | None
    set_aside_minor: int
    old_debt_minor: int | None


class CardReserves(ResponseBody):
    cards: list[CardReserveOut]
    set_aside: FigureOut


class BudgetChangeSaved(ResponseBody):
    """What was added or changed, and the change that can be undone."""

    id: int
    change_id: int | None


class BudgetChangeRemoved(ResponseBody):
    change_id: int | None


class NewLine(RequestBody):
    plan_id: int | None = None
    category_short_desc: Key
    period: PeriodKind
    carry: Carry = "nothing"
    amount_minor: NonNegativeMinor
    currency: Currency | None = None
    starts_on: Day
    ends_on: Day | None = None


class LineChanges(RequestBody):
    period: PeriodKind = OMITTED
    carry: Carry = OMITTED
    amount_minor: NonNegativeMinor = OMITTED
    starts_on: Day = OMITTED
    ends_on: Day | None = None


class NewMove(RequestBody):
    """Money from one line to another; a key of None is what is to be assigned."""

    plan_id: int | None = None
    from_short_desc: Key | None
    to_short_desc: Key | None
    amount_minor: PositiveMinor
    on: Day


class NewPlan(RequestBody):
    name: Name
    type: PlanType = "personal"
    starts_on: Day
    ends_on: Day | None = None


class PlanCopy(RequestBody):
    name: Name
    starts_on: Day
    ends_on: Day | None = None


class PlanChanges(RequestBody):
    name: Name = OMITTED
    type: PlanType = OMITTED
    starts_on: Day = OMITTED
    ends_on: Day | None = None
    is_archived: bool = OMITTED


class PlanOut(ResponseBody):
    id: int
    name: str
    type: PlanType
    starts_on: date
    ends_on: date | None
    is_archived: bool


class PayDays(RequestBody):
    days: Annotated[list[Day], Field(max_length=1000)]


class PayDaysOut(ResponseBody):
    days: list[date]


class AlertDismissal(RequestBody):
    plan_id: int | None = None
    category_short_desc: Key
    starts_on: Day
    threshold_percent: Literal[80, 100, 110]


class NewTemplate(RequestBody):
    category_short_desc: Key
    priority: Priority
    kind: TemplateKind
    amount_minor: PositiveMinor | None = None
    basis_points: BasisPoints | None = None
    due_on: Day | None = None
    weight: Weight | None = None


class TemplateChanges(RequestBody):
    priority: Priority = OMITTED
    kind: TemplateKind = OMITTED
    amount_minor: PositiveMinor | None = None
    basis_points: BasisPoints | None = None
    due_on: Day | None = None
    weight: Weight | None = None


class TemplateRow(ResponseBody):
    """A template and what it would give; `wanted_minor` is None for a remainder."""

    id: int
    category_id: int
    category_short_desc: str
    category_name: str
    priority: int
    kind: TemplateKind
    template_amount_minor: int | None
    basis_points: int | None
    due_on: date | None
    weight: int | None
    wanted_minor: int | None
    amount_minor: int
    existing_minor: int | None


class TemplatePreview(ResponseBody):
    month: str
    currency: str
    income_minor: int
    income_basis: Literal["given", "received", "expected", "usual"]
    given_minor: int
    left_minor: int
    rows: list[TemplateRow]


class TemplateFill(RequestBody):
    month: Month
    income_minor: NonNegativeMinor | None = None


class TemplatesFilled(ResponseBody):
    count: int
    change_id: int | None


class PeriodSuggestion(ResponseBody):
    """The median spending of a category in the last periods that the history covers."""

    category_id: int
    category_short_desc: str
    category_name: str
    color: str | None
    median_minor: int
    periods_minor: list[int]
    has_line: bool
