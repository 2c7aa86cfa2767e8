"""Make scenarios, change them and accept them into budget, goals and schedule; the only module that writes them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from backend.accounts import queries as accounts
from backend.budgets import service as budgets
from backend.categories import queries as categories
from backend.goals import queries as goals
from backend.goals import service as goals_service
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.period import month_of, shift
from backend.planning import queries
from backend.planning.allocation import WHOLE, Part, divide, percent_total
from backend.planning.comparison import monthly_income, parts_of
from backend.planning.errors import InvalidScenario
from backend.planning.models import Scenario, ScenarioAllocation, ScenarioLine
from backend.recurring import queries as series_queries
from backend.recurring import service as recurring

Json = dict[str, Any]
_BUDGET_MONTHS = 12


class Saved(NamedTuple):
    """The scenario that was changed, and the change that can be undone."""

    scenario_id: int
    change_id: int | None


def create(db: WriteSession, user_id: int, name: str) -> Saved:
    """Add a scenario without changes."""
    with record_changes(db, user_id, f"Added the scenario {name}") as recorder:
        scenario = Scenario(user_id=user_id, name=name, status="draft", accepted=[])
        db.add(scenario)
        db.flush()
        recorder.record_created(Scenario, scenario.id)
    return Saved(scenario.id, recorder.change_id)


def change(db: WriteSession, user_id: int, scenario_id: int, fields: Json) -> Saved:
    """Rename a scenario, or end an accepted one. Raises NoSuchScenario and InvalidScenario."""
    scenario = queries.one(db, user_id, scenario_id)
    if fields.get("status") == "ended" and scenario.status != "accepted":
        raise InvalidScenario(f"{scenario.name} was not accepted, so there is nothing to end.")
    with record_changes(db, user_id, f"Changed the scenario {scenario.name}") as recorder:
        recorder.capture(Scenario, [scenario_id])
        for field, value in fields.items():
            setattr(scenario, field, value)
    return Saved(scenario_id, recorder.change_id)


def delete(db: WriteSession, user_id: int, scenario_id: int) -> int | None:
    """Remove a scenario with its lines; what was accepted stays. Returns the change."""
    scenario = queries.one(db, user_id, scenario_id)
    with record_changes(db, user_id, f"Removed the scenario {scenario.name}") as recorder:
        lines, parts = queries.lines(db, user_id, scenario_id), queries.allocations(db, user_id, scenario_id)
        recorder.capture(Scenario, [scenario_id])
        recorder.capture(ScenarioLine, [line.id for line in lines])
        recorder.capture(ScenarioAllocation, [part.id for part in parts])
        for row in (*lines, *parts):
            db.delete(row)
        db.flush()
        db.delete(scenario)
    return recorder.change_id


def save_line(
    db: WriteSession, user_id: int, scenario_id: int, fields: Json, *, line_id: int | None = None, today: date
) -> Saved:
    """Add a line to a scenario, or change one. Raises NoSuchScenario and InvalidScenario."""
    scenario = _draft(db, user_id, scenario_id)
    if "category_short_desc" in fields:
        key = fields.pop("category_short_desc")
        fields["category_id"] = categories.id_of(db, user_id, key) if key else None
    with record_changes(db, user_id, f"Changed the scenario {scenario.name}") as recorder:
        if line_id is None:
            line = ScenarioLine(user_id=user_id, scenario_id=scenario_id, **fields)
        else:
            line = queries.line(db, user_id, line_id)
            recorder.capture(ScenarioLine, [line_id])
            for field, value in fields.items():
                setattr(line, field, value)
        _check_line(db, user_id, line, today=today)
        if line_id is None:
            db.add(line)
            db.flush()
            recorder.record_created(ScenarioLine, line.id)
    return Saved(scenario_id, recorder.change_id)


def delete_line(db: WriteSession, user_id: int, line_id: int) -> Saved:
    """Remove a line of a scenario."""
    line = queries.line(db, user_id, line_id)
    scenario_id = line.scenario_id
    with record_changes(db, user_id, f"Removed {line.name} from a scenario") as recorder:
        recorder.capture(ScenarioLine, [line_id])
        db.delete(line)
    return Saved(scenario_id, recorder.change_id)


def set_allocations(
    db: WriteSession, user_id: int, scenario_id: int, wanted: Sequence[Json], *, today: date, currency: str
) -> Saved:
    """Replace where the income of a scenario goes. Raises NoSuchScenario, NoSuchGoal and InvalidScenario."""
    scenario = _draft(db, user_id, scenario_id)
    for each in wanted:
        if each["kind"] == "fixed" and each.get("amount_minor") is None:
            raise InvalidScenario(f"{each['name']} is a fixed amount: enter it.")
        if each["kind"] == "percent" and each.get("percent") is None:
            raise InvalidScenario(f"{each['name']} is a share: enter a percentage from 0 to 100.")
        if each.get("goal_id") is not None:
            goals.one(db, user_id, each["goal_id"])
    parts = [Part(_amount(each), _percent(each)) for each in wanted]
    if (total := percent_total(parts)) > WHOLE:
        raise InvalidScenario(f"The shares add up to {total} %. Lower them to 100 % or less; nothing was saved.")
    income = monthly_income(db, user_id, scenario_id, today=today, currency=currency)
    if wanted and income <= 0:
        raise InvalidScenario("This scenario has no income, so there is nothing to give out. Add an income first.")
    with record_changes(db, user_id, f"Changed the allocations of {scenario.name}") as recorder:
        rows = queries.allocations(db, user_id, scenario_id)
        recorder.capture(ScenarioAllocation, [row.id for row in rows])
        for row in rows:
            db.delete(row)
        db.flush()
        for each in wanted:
            row = ScenarioAllocation(
                user_id=user_id, scenario_id=scenario_id, name=each["name"], kind=each["kind"],
                amount_minor=_amount(each), percent=_percent(each), goal_id=each.get("goal_id"),
            )  # fmt: skip
            db.add(row)
            db.flush()
            recorder.record_created(ScenarioAllocation, row.id)
    return Saved(scenario_id, recorder.change_id)


def accept(
    db: WriteSession, user_id: int, scenario_id: int, *, without: Sequence[int], today: date, currency: str
) -> list[int]:
    """Take the lines of a scenario over into schedule and budget, and its allocations into goals.

    Returns the changes, in the order in which they were made. Raises NoSuchScenario and InvalidScenario.
    """
    scenario = _draft(db, user_id, scenario_id)
    lines = [line for line in queries.lines(db, user_id, scenario_id) if line.id not in without]
    allocations = [each for each in queries.allocations(db, user_id, scenario_id) if each.goal_id is not None]
    if not lines and not allocations:
        raise InvalidScenario(f"{scenario.name} changes nothing. Add a bill, an income or a budget first.")
    changes: list[int | None] = []
    accepted: list[Json] = []
    for line in lines:
        entry: Json = {"name": line.name, "kind": line.kind, "amount_minor": line.amount_minor, "unit": line.unit,
                       "interval": line.interval, "shift": line.shift, "anchor_on": line.anchor_on.isoformat(),
                       "category_id": line.category_id}  # fmt: skip
        if line.kind == "budget":
            changes += _accept_budget(db, user_id, line)
        else:
            changes += _end_replaced(db, user_id, line)
            made = recurring.create(db, user_id, _series_fields(line, currency), verb="Planned")
            entry["series_id"] = made.series_id
            changes.append(made.change_id)
        accepted.append(entry)
    income = monthly_income(db, user_id, scenario_id, today=today, currency=currency)
    for each, amount in _goal_amounts(allocations, queries.allocations(db, user_id, scenario_id), income):
        goal_id = each.goal_id or 0
        saved = goals_service.change(db, user_id, goal_id, {"planned_monthly_minor": amount}, today=today)
        changes.append(saved.change_id)
        accepted.append({"name": each.name, "kind": "goal", "amount_minor": amount, "goal_id": goal_id,
                         "anchor_on": today.isoformat()})  # fmt: skip
    changes.append(change(db, user_id, scenario_id, {"status": "accepted", "accepted_on": today,
                                                     "accepted": accepted}).change_id)  # fmt: skip
    return [change_id for change_id in changes if change_id is not None]


def _goal_amounts(
    wanted: Sequence[ScenarioAllocation], every: Sequence[ScenarioAllocation], income_minor: int
) -> list[tuple[ScenarioAllocation, int]]:
    amounts = dict(zip((each.id for each in every), divide(income_minor, parts_of(every)).amounts, strict=True))
    return [(each, amounts[each.id]) for each in wanted]


def _accept_budget(db: WriteSession, user_id: int, line: ScenarioLine) -> list[int | None]:
    category = next(each for each in categories.every(db, user_id) if each.id == line.category_id)
    months = [shift(month_of(line.anchor_on), number) for number in range(_BUDGET_MONTHS)]
    return [
        budgets.set_budget(db, user_id, category_key=category.short_desc, month=month, amount_minor=line.amount_minor,
                           rollover=None).change_id
        for month in months
    ]  # fmt: skip


def _end_replaced(db: WriteSession, user_id: int, line: ScenarioLine) -> list[int | None]:
    if line.replaces_series_id is None:
        return []
    last_on = line.anchor_on - timedelta(days=1)
    return [
        recurring.edit(db, user_id, line.replaces_series_id, {"ends_on": last_on}, verb="Planned the end of").change_id
    ]


def _series_fields(line: ScenarioLine, currency: str) -> Json:
    is_once = line.unit == "once"
    return {
        "name": line.name,
        "kind": "income" if line.kind == "income" else "bill",
        "status": "active",
        "currency": currency,
        "is_money_in": line.amount_minor < 0,
        "expected_minor": line.amount_minor,
        "is_variable": False,
        "anchor_on": line.anchor_on,
        "unit": "year" if is_once else line.unit,
        "interval": line.interval,
        "shift": line.shift,
        "ends_on": line.anchor_on if is_once else line.ends_on,
        "category_id": line.category_id,
        "account_id": line.account_id,
    }


def _draft(db: WriteSession, user_id: int, scenario_id: int) -> Scenario:
    scenario = queries.one(db, user_id, scenario_id)
    if scenario.status != "draft":
        raise InvalidScenario(f"{scenario.name} was accepted, so it is kept as it was. Make a new scenario instead.")
    return scenario


def _check_line(db: WriteSession, user_id: int, line: ScenarioLine, *, today: date) -> None:
    if line.amount_minor == 0:
        raise InvalidScenario("The amount is 0. Enter what is paid or comes in each time.")
    if (line.kind == "income") != (line.amount_minor < 0):
        raise InvalidScenario("Money out is entered for a bill or a budget, money in for an income.")
    if line.anchor_on <= today and line.kind != "budget":
        raise InvalidScenario("It begins in the past. Choose a day after today.")
    if line.ends_on is not None and line.ends_on < line.anchor_on:
        raise InvalidScenario("It ends before it begins. Choose a later end.")
    if line.kind == "budget" and line.category_id is None:
        raise InvalidScenario("A budget needs a category.")
    if line.account_id is not None:
        accounts.one(db, user_id, line.account_id)
    if line.replaces_series_id is not None:
        series_queries.one(db, user_id, line.replaces_series_id)


def _amount(each: Json) -> int | None:
    amount: int | None = each.get("amount_minor") if each["kind"] == "fixed" else None
    return amount


def _percent(each: Json) -> int | None:
    percent: int | None = each.get("percent") if each["kind"] == "percent" else None
    return percent
