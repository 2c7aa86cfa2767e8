"""The forecast as JSON."""

from datetime import date
from typing import Literal

from backend.infra.fields import ResponseBody
from backend.infra.figure_schema import FigureOut


class ForecastLine(ResponseBody):
    """An account, or all of them together (`account_id` null). `past` ends with today, `ahead` begins with it."""

    account_id: int | None
    name: str
    account_type: str | None
    currency: str
    past: list[int]
    ahead: list[int]
    low: list[int] | None
    high: list[int] | None
    pace: list[int]
    budgeted: list[int]
    lowest_on: date
    lowest_minor: int
    below_zero_on: date | None
    band_below_zero_on: date | None
    needed_minor: int


class ForecastItem(ResponseBody):
    """`due_on` is set where it was due today or some days ago and is not paid yet: it is expected tomorrow."""

    on: date
    account_id: int
    to_account_id: int | None
    amount_minor: int
    name: str
    source: Literal["series", "detected", "planned", "loan", "goal", "scenario"]
    source_id: int | None
    due_on: date | None


class ForecastScore(ResponseBody):
    """What a forecast said about the 30th day after it, and what was."""

    account_id: int | None
    made_on: date
    said_minor: int
    was_minor: int
    off_minor: int
    width_minor: int | None
    is_inside: bool | None


class ForecastTest(ForecastScore):
    """A forecast that was made again for a past day, and what two simpler methods would have said."""

    schedules_only_minor: int | None
    burn_minor: int | None


class ForecastLeftOut(ResponseBody):
    what: str
    why: str


class ForecastOut(ResponseBody):
    as_of: date
    days: int
    currency: str
    history_days: int
    is_kept_today: bool
    lines: list[ForecastLine]
    items: list[ForecastItem]
    figures: list[FigureOut]
    left_out: list[ForecastLeftOut]
    scored: list[ForecastScore]
    tested: list[ForecastTest]


class ForecastKept(ResponseBody):
    is_kept: bool
