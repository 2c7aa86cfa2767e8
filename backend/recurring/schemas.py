"""Recurring series as JSON. Amounts are minor units, positive is money out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.infra.columns import MAX_MINOR
from backend.infra.fields import OMITTED, Currency, Day, Minor, Name, RequestBody, ResponseBody, SingleLine
from backend.infra.figure_schema import FigureOut
from backend.recurring.kinds import Kind, SeriesStatus
from backend.recurring.schedule import Shift, Unit

MerchantKey = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Interval = Annotated[int, Field(ge=1, le=1000)]
_NoticeDays = Annotated[int, Field(ge=0, le=730)]
_Size = Annotated[int, Field(ge=0, lt=MAX_MINOR)]
_Id = Annotated[int, Field(ge=1)]


class SeriesCategory(ResponseBody):
    short_desc: str
    display_name: str
    color: str | None
    parent_name: str | None


class Payment(ResponseBody):
    transaction_id: int
    on: date
    amount_minor: int


class Step(ResponseBody):
    """A price from a day on; `change` is the share by which it differs from the one before."""

    on: date
    amount_minor: int
    change: float | None


class PayeeCount(ResponseBody):
    """A payee of a series, with the newest bank text and how many payments it has."""

    merchant_key: str
    text: str
    count: int


class SeriesOut(ResponseBody):
    """One series. `expected_minor` is the person's own amount, `amount_minor` what is expected next."""

    id: int
    name: str
    kind: Kind
    status: SeriesStatus
    currency: str
    is_money_in: bool
    expected_minor: int | None
    amount_minor: int | None
    per_year_minor: int | None
    is_variable: bool
    anchor_on: date
    unit: Unit
    interval: int
    shift: Shift
    ends_on: date | None
    trial_ends_on: date | None
    notice_days: int | None
    cancel_by_on: date | None
    notes: str | None
    next_due_on: date | None
    last_on: date | None
    first_on: date | None
    state: Literal["on_time", "overdue", "lapsed", "not_started"]
    days_late: int
    steps: list[Step]
    account_id: int | None
    account_name: str | None
    category: SeriesCategory | None
    seen: int
    paid_minor: int
    payees: list[PayeeCount]
    payments: list[Payment]


class FoundOut(ResponseBody):
    """A rhythm among the payments that belongs to no series yet; `confidence` is from 0 to 1."""

    merchant_key: str
    lowest_minor: int | None
    highest_minor: int | None
    name: str
    kind: Kind
    currency: str
    is_money_in: bool
    is_variable: bool
    unit: Unit
    interval: int
    anchor_on: date
    confidence: float
    amount_minor: int | None
    per_year_minor: int | None
    next_due_on: date | None
    seen: int
    account_id: int
    account_name: str | None
    category: SeriesCategory | None
    payments: list[Payment]


class SeriesList(ResponseBody):
    """The series in one state, how many there are in each, and what the active ones cost."""

    as_of: date
    items: list[SeriesOut]
    counts: dict[SeriesStatus, int]
    figures: list[FigureOut]


class MonthsRow(ResponseBody):
    """What a series was paid by month: null where nothing was; `rises` are months in which its price rose."""

    series_id: int
    paid: list[int | None]
    expected_minor: int | None
    is_late: bool
    rises: list[str]


class MonthsOut(ResponseBody):
    months: list[str]
    rows: list[MonthsRow]


class Coming(ResponseBody):
    """A payment or a last day to cancel, of a series; or the end of what a document promises (a warranty, a contract),
    without an amount."""

    series_id: int | None
    document_id: int | None
    name: str
    currency: str | None
    on: date
    what: Literal["payment", "cancel_by", "document_ends"]
    amount_minor: int | None


class Payee(RequestBody):
    """A payee whose transactions belong to the series; with bounds, those of such an amount."""

    merchant_key: MerchantKey
    lowest_minor: _Size | None = None
    highest_minor: _Size | None = None


class NewSeries(RequestBody):
    """A series to enter by hand, or a found one to confirm or to ignore."""

    name: Name
    kind: Kind = "bill"
    status: Literal["active", "ignored"] = "active"
    currency: Currency
    is_money_in: bool = False
    expected_minor: Minor | None = None
    is_variable: bool = False
    anchor_on: Day
    unit: Unit = "month"
    interval: _Interval = 1
    shift: Shift = "none"
    ends_on: Day | None = None
    trial_ends_on: Day | None = None
    notice_days: _NoticeDays | None = None
    notes: SingleLine | None = None
    category_short_desc: str | None = None
    account_id: _Id | None = None
    payees: list[Payee] = Field(default_factory=list, max_length=50)


class SeriesChanges(RequestBody):
    """What changes; what is left out stays."""

    name: Name = OMITTED
    kind: Kind = OMITTED
    status: SeriesStatus = OMITTED
    expected_minor: Minor | None = None
    is_variable: bool = OMITTED
    anchor_on: Day = OMITTED
    unit: Unit = OMITTED
    interval: _Interval = OMITTED
    shift: Shift = OMITTED
    ends_on: Day | None = None
    trial_ends_on: Day | None = None
    notice_days: _NoticeDays | None = None
    notes: SingleLine | None = None
    category_short_desc: str | None = None
    account_id: _Id | None = None


class EndIn(RequestBody):
    on: Day


class SeriesMergeIn(RequestBody):
    """The series that this one becomes part of."""

    into_id: _Id


class SeriesSplitIn(RequestBody):
    """Payments above this amount become a series of this name."""

    above_minor: _Size
    name: Name


class SeriesChanged(ResponseBody):
    series: SeriesOut
    change_id: int | None


class SeriesRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None


class FeedState(ResponseBody):
    is_on: bool


class FeedAddress(ResponseBody):
    """Where a calendar program reads the bills. The address works without a password and is shown once."""

    path: str


class MonitorRow(ResponseBody):
    """A category marked as recurring; `monthly` has twelve signed sums, null without a transaction."""

    category_id: int
    short_desc: str
    display_name: str
    parent_id: int | None
    parent_name: str | None
    parent_color: str | None
    parent_short_desc: str | None
    monthly: list[int | None]


class Monitor(ResponseBody):
    year: int
    currency: str
    active_months: list[int]
    rows: list[MonitorRow]
    totals: list[int]
