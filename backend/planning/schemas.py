"""Scenarios as JSON, in and out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.infra.fields import OMITTED, Day, Key, Minor, Name, RequestBody, ResponseBody
from backend.recurring.schedule import Shift, Unit

LineUnit = Literal["once", Unit]
LineKind = Literal["income", "bill", "budget"]
Interval = Annotated[int, Field(ge=1, le=1000)]


class NewScenario(RequestBody):
    name: Name


class ScenarioChanges(RequestBody):
    name: Name = OMITTED
    status: Literal["ended"] = OMITTED


class ScenarioLineIn(RequestBody):
    kind: LineKind
    name: Name
    amount_minor: Minor
    anchor_on: Day
    unit: LineUnit = "month"
    interval: Interval = 1
    shift: Shift = "none"
    ends_on: Day | None = None
    account_id: int | None = None
    category_short_desc: Key | None = None
    replaces_series_id: int | None = None


class AllocationIn(RequestBody):
    name: Name
    kind: Literal["fixed", "percent"]
    amount_minor: Annotated[Minor, Field(ge=0)] | None = None
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    goal_id: int | None = None


class AllocationsIn(RequestBody):
    items: Annotated[list[AllocationIn], Field(max_length=50)]


class AcceptIn(RequestBody):
    without: Annotated[list[int], Field(max_length=500, default_factory=list)]


class ScenarioLineOut(ResponseBody):
    id: int
    kind: LineKind
    name: str
    amount_minor: int
    anchor_on: date
    unit: LineUnit
    interval: int
    shift: Shift
    ends_on: date | None
    account_id: int | None
    category_id: int | None
    replaces_series_id: int | None


class AllocationOut(ResponseBody):
    id: int
    name: str
    kind: Literal["fixed", "percent"]
    amount_minor: int | None
    percent: int | None
    goal_id: int | None


class AllocatedOut(ResponseBody):
    allocation_id: int
    amount_minor: int


class DivisionOut(ResponseBody):
    income_minor: int
    left_for_shares_minor: int
    given_minor: int
    over_minor: int
    amounts: list[AllocatedOut]


class OutcomeRow(ResponseBody):
    name: str
    kind: Literal["income", "bill", "budget", "goal"]
    planned: list[int]
    actual: list[int | None]


class OutcomeOut(ResponseBody):
    months: list[str]
    rows: list[OutcomeRow]


class ScenarioOut(ResponseBody):
    id: int
    name: str
    status: Literal["draft", "accepted", "ended"]
    accepted_on: date | None
    lines: list[ScenarioLineOut]
    allocations: list[AllocationOut]
    division: DivisionOut
    outcome: list[OutcomeOut]


class ScenarioColumn(ResponseBody):
    """Twelve months with a scenario, or as it is (`scenario_id` null); `balances` are 30 days apart."""

    scenario_id: int | None
    name: str
    income_minor: int
    bills_minor: int
    everyday_minor: int
    goals_minor: int
    net_minor: int
    left_minor: int
    lowest_minor: int
    lowest_on: date
    below_zero_on: date | None
    balances: list[int]


class AcceptedSeries(ResponseBody):
    scenario_id: int
    scenario_name: str
    series_id: int


class PlanningOut(ResponseBody):
    as_of: date
    currency: str
    scenarios: list[ScenarioOut]
    columns: list[ScenarioColumn]


class ScenarioSaved(ResponseBody):
    scenario_id: int
    change_id: int | None


class ScenarioRemoved(ResponseBody):
    change_id: int | None


class ScenarioAccepted(ResponseBody):
    change_ids: list[int]
