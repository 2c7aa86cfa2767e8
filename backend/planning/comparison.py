"""What a scenario leaves in twelve months beside how things are, and how accepted ones went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts.kinds import LIABILITY_TYPES
from backend.budgets import queries as budgets
from backend.forecasting.projection import Projection, first_below_zero, lowest, project
from backend.forecasting.service import sums
from backend.forecasting.situation import Situation, load_situation
from backend.forecasting.streams import Stream
from backend.goals import queries as goals
from backend.kit.period import last_day, month_of, months_between, shift
from backend.planning import queries
from backend.planning.allocation import Division, Part, divide
from backend.planning.models import LineUnit, Scenario, ScenarioAllocation, ScenarioLine
from backend.recurring.running import running
from backend.recurring.schedule import Schedule, Shift, next_due

Json = dict[str, Any]
DAYS = 365
MONTHS = 12


def compare(db: Session, user_id: int, scenarios: Sequence[Scenario], *, today: date, currency: str) -> list[Json]:
    """Return twelve months as they are, then with each scenario; empty if no account has a balance."""
    situation = load_situation(db, user_id, today)
    if not situation.ids_of(currency):
        return []
    plain = _column(situation, project(situation.history, DAYS, planned=situation.booked), currency)
    # What accepted plans put aside already; a scenario replaces it for the goals that it names.
    put_aside = {
        goal.id: goal.planned_monthly_minor or 0
        for goal in goals.list_goals(db, user_id)
        if goal.status == "active" and goal.currency == currency
    }
    kept = MONTHS * sum(put_aside.values())
    as_it_is = {"scenario_id": None, "name": "As it is", "goals_minor": kept, "left_minor": plain["net_minor"] - kept}
    columns = [as_it_is | plain]
    for scenario in scenarios:
        lines = queries.lines(db, user_id, scenario.id)
        parts = queries.allocations(db, user_id, scenario.id)
        column = _column(situation, _projection(db, user_id, situation, lines, today, currency), currency)
        division = divide(column["income_minor"] // MONTHS, parts_of(parts))
        named = dict.fromkeys((part.goal_id for part in parts if part.goal_id is not None), 0)
        for amount, part in zip(division.amounts, parts, strict=True):
            if part.goal_id is not None:
                named[part.goal_id] += amount
        given = MONTHS * sum((put_aside | named).values())
        columns.append(
            {
                "scenario_id": scenario.id,
                "name": scenario.name,
                "goals_minor": given,
                **column,
                "left_minor": column["net_minor"] - given,
            }
        )
    return columns


def monthly_income(db: Session, user_id: int, scenario_id: int, *, today: date, currency: str) -> int:
    """Return the income of a month in a scenario, on average over twelve months."""
    situation = load_situation(db, user_id, today)
    if not situation.ids_of(currency):
        return 0
    lines = queries.lines(db, user_id, scenario_id)
    column = _column(situation, _projection(db, user_id, situation, lines, today, currency), currency)
    return int(column["income_minor"]) // MONTHS


def parts_of(allocations: Sequence[ScenarioAllocation]) -> list[Part]:
    return [Part(each.amount_minor, each.percent) for each in allocations]


def division_json(division: Division, allocations: Sequence[ScenarioAllocation], income_minor: int) -> Json:
    """Return where a month's income goes, and by how much too much was given out."""
    return {
        "income_minor": income_minor,
        "left_for_shares_minor": division.left_for_shares_minor,
        "given_minor": division.given_minor,
        "over_minor": division.over_minor,
        "amounts": [
            {"allocation_id": each.id, "amount_minor": amount}
            for each, amount in zip(allocations, division.amounts, strict=True)
        ],
    }


def what_happened(db: Session, user_id: int, scenario: Scenario, *, today: date, currency: str) -> list[Json]:
    """Return for each accepted line what was planned for a month, and what each month since then brought."""
    if scenario.accepted_on is None:
        return []
    months = months_between(month_of(scenario.accepted_on), month_of(today))[-MONTHS:]
    spending = budgets.spending(db, user_id, currency=currency, first=months[0], last=months[-1])
    paid = {each.series.id: each.payments for each in running(db, user_id, ("active", "ended"))}
    rows = []
    for line in scenario.accepted:
        actual: list[int | None]
        if line["kind"] == "budget":
            actual = [spending.of(line["category_id"], month) for month in months]
        elif line.get("series_id") in paid:
            payments = paid[line["series_id"]]
            actual = [sum(each.amount_minor for each in payments if month_of(each.on) == month) for month in months]
        else:
            actual = [None for _ in months]
        planned = [_planned_in(line, month) for month in months]
        rows.append({"name": line["name"], "kind": line["kind"], "planned": planned, "actual": actual})
    return [{"months": months, "rows": rows}]


def _planned_in(line: Json, month: str) -> int:
    if line["kind"] in ("budget", "goal"):
        return int(line["amount_minor"]) if line["anchor_on"][:7] <= month else 0
    schedule = schedule_of(line["unit"], line["interval"], date.fromisoformat(line["anchor_on"]), None, line["shift"])
    count, day = 0, next_due(schedule, last_day(shift(month, -1)))
    while day is not None and month_of(day) == month:
        count += 1
        day = next_due(schedule, day)
    return count * int(line["amount_minor"])


def schedule_of(unit: LineUnit, interval: int, anchor: date, ends_on: date | None, shift_: Shift) -> Schedule:
    """Return the schedule of a line; "once" is a yearly one that ends on its first day."""
    if unit == "once":
        # A shift may move the only day, so it ends where it began.
        return Schedule(anchor, "year", 1, anchor, shift_)
    return Schedule(anchor, unit, interval, ends_on, shift_)


def _projection(
    db: Session, user_id: int, situation: Situation, lines: Sequence[ScenarioLine], today: date, currency: str
) -> Projection:
    replaced = {line.replaces_series_id: line.anchor_on for line in lines if line.replaces_series_id is not None}
    fixed = []
    for stream in situation.history.fixed:
        begins = replaced.get(stream.source_id) if stream.source == "series" and stream.source_id else None
        if begins is not None:
            stream = replace(stream, schedule=replace(stream.schedule, ends_on=begins - timedelta(days=1)))
        fixed.append(stream)
    own = next(iter(situation.ids_of(currency)))
    accounts = {account.id: account for account in situation.accounts}
    spent_from = next((id_ for id_ in situation.ids_of(currency) if accounts[id_].account_type == "checking"), own)
    month = month_of(today)
    spending = budgets.spending(db, user_id, currency=currency, first=shift(month, -MONTHS), last=month)
    budgeted = {each.category_id: each.monthly_minor for each in situation.history.budgets}
    extra: list[Stream] = []
    for line in lines:
        account_id = line.account_id if line.account_id in accounts else spent_from
        amount = line.amount_minor
        if line.kind == "budget":
            # Its budget or its usual spending is counted already; what differs from it is added.
            amount -= budgeted.get(line.category_id or 0, spending.usual(line.category_id or 0, month) or 0)
        schedule = schedule_of(line.unit, line.interval, line.anchor_on, line.ends_on, line.shift)
        due = next_due(schedule, max(today, line.anchor_on - timedelta(days=1)))
        if due is not None:
            extra.append(Stream(line.name, account_id or own, amount, schedule, due, "scenario", source_id=line.id))
    history = replace(situation.history, fixed=tuple(fixed))
    return project(history, DAYS, planned=situation.booked, extra=extra)


def _column(situation: Situation, projection: Projection, currency: str) -> Json:
    ids = set(situation.ids_of(currency))
    items = [each for each in projection.items if each.account_id in ids and each.to_account_id not in ids]
    arriving = sum(
        each.amount_minor for each in projection.items if each.to_account_id in ids and each.account_id not in ids
    )
    income = arriving - sum(each.amount_minor for each in items if each.amount_minor < 0)
    bills = sum(each.amount_minor for each in items if each.amount_minor > 0)
    everyday = sum(sum(projection.pace[each]) + sum(projection.budgeted[each]) for each in ids)
    path = sums([projection.balances[account_id] for account_id in sorted(ids)], projection.days + 1)
    low = lowest(projection.as_of, path)
    paying = [
        account.id
        for account in situation.accounts
        if account.id in ids and account.account_type not in LIABILITY_TYPES
    ]
    below = [day for each in paying if (day := first_below_zero(projection.as_of, projection.balances[each]))]
    return {
        "income_minor": income,
        "bills_minor": bills,
        "everyday_minor": everyday,
        "net_minor": income - bills - everyday,
        "lowest_minor": low.minor,
        "lowest_on": low.on,
        "below_zero_on": min(below, default=None),
        "balances": path[::30],
    }
