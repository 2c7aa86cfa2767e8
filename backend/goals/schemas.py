"""Goals as JSON, in and out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.goals.states import GoalKind, GoalStatus
from backend.infra.fields import OMITTED, Currency, Day, Minor, Name, RequestBody, ResponseBody, SingleLine
from backend.infra.figure_schema import FigureOut

Amount = Annotated[Minor, Field(gt=0)]
Share = Annotated[int, Field(ge=1, le=100)]
Note = Annotated[SingleLine, Field(max_length=200)]


class NewGoal(RequestBody):
    name: Name
    kind: GoalKind
    target_minor: Amount
    currency: Currency | None = None
    start_minor: Annotated[Minor, Field(ge=0)] = 0
    started_on: Day = OMITTED
    due_on: Day | None = None
    account_id: int | None = None
    share_percent: Share = 100
    notes: Note | None = None


class GoalChanges(RequestBody):
    name: Name = OMITTED
    target_minor: Amount = OMITTED
    start_minor: Annotated[Minor, Field(ge=0)] = OMITTED
    due_on: Day | None = None
    account_id: int | None = None
    share_percent: Share = OMITTED
    notes: Note | None = None


class GoalStatusIn(RequestBody):
    status: GoalStatus


class GoalMove(RequestBody):
    by: Literal[-1, 1]


class NewContribution(RequestBody):
    on: Day
    amount_minor: Minor
    note: Note | None = None


class PaceOut(ResponseBody):
    monthly_minor: int
    low_minor: int
    high_minor: int
    months: int


class MilestoneOut(ResponseBody):
    percent: int
    minor: int
    reached_on: date | None
    likely_on: date | None


class GoalProgress(ResponseBody):
    saved_minor: int
    remaining_minor: int
    percent: int
    pace: PaceOut | None
    likely_on: date | None
    earliest_on: date | None
    latest_on: date | None
    needs_monthly_minor: int | None
    expected_percent: int | None
    outlook: Literal["on_pace", "late", "no_pace", "no_due_date", "reached", "paused", "archived"]
    months_late: int
    milestones: list[MilestoneOut]


class SavedOut(ResponseBody):
    on: date
    minor: int


class ContributionOut(ResponseBody):
    id: int | None
    on: date
    text: str
    moved_minor: int
    amount_minor: int
    transaction_id: int | None
    is_linked: bool


class GoalOut(ResponseBody):
    """A goal; `progress` is null where nothing can be said, because `why`."""

    id: int
    name: str
    kind: GoalKind
    status: GoalStatus
    priority: int
    currency: str
    target_minor: int
    start_minor: int
    started_on: date
    due_on: date | None
    account_id: int | None
    account_name: str | None
    share_percent: int
    status_on: date
    planned_monthly_minor: int | None
    notes: str | None
    why: str | None
    progress: GoalProgress | None
    history: list[SavedOut]
    contributions: list[ContributionOut]


class GoalsOut(ResponseBody):
    as_of: date
    currency: str
    items: list[GoalOut]
    figures: list[FigureOut]


class GoalSaved(ResponseBody):
    goal_id: int
    change_id: int | None


class GoalRemoved(ResponseBody):
    change_id: int | None
