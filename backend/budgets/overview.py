"""The page Budget: the lines of a plan in one period, their totals as figures, alerts, pay days and moves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.budgets.alerts import Alert, alerts
from backend.budgets.models import BudgetPlan
from backend.budgets.periods import Days, PeriodKind, elapsed_share, per_day
from backend.budgets.plan_lines import LineState, PlanState, days_shown, plan_state
from backend.budgets.spending import NO_CATEGORY
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.exchange_rates.queries import rate_table_of_days
from backend.exchange_rates.rate_table import NoRate
from backend.kit.figure import Completeness, Excluded, Figure, Missing, Period, Term, total
from backend.kit.money import Money
from backend.kit.period import written_day
from backend.transactions.left_out import left_out_rows, left_out_totals

Json = dict[str, Any]


def overview(
    db: Session, user_id: int, *, kind: PeriodKind, day: date, plan: BudgetPlan | None, currency: str, today: date
) -> Json:
    """Return everything the page shows about the period of `day`; totals are in one currency."""
    days, known = days_shown(db, user_id, kind, day, plan)
    state = plan_state(db, user_id, plan, days, today=today)
    named = {category.id: category for category in categories.every(db, user_id)}
    excluded = left_out(db, user_id, state, currency)
    return {
        "plan_id": plan.id if plan else None,
        "kind": kind,
        "start": days.start,
        "end": days.end,
        "day": state.day,
        "elapsed": elapsed_share(days, today),
        "currency": currency,
        "pay_days_source": known.source,
        "next_pay_day": known.next_after(today),
        "left": left_to_spend(state, currency, today=today, excluded=excluded),
        "left_by_currency": [
            left_to_spend(state, code, today=today, excluded=(), is_whole=True)
            for code in state.currencies
            if code != currency
        ],
        "left_in_all": left_in_all(db, user_id, state, currency, today=today),
        "per_day_minor": _per_day(state, currency, today),
        # Income is assigned by month: in most weeks none comes.
        "unassigned": unassigned(state, currency, today=today) if plan is None and kind == "month" else None,
        "unbudgeted": unbudgeted(state, currency, today=today),
        "lines": [line_json(each, named, today) for each in state.lines],
        "alerts": current_alerts(db, user_id, state, plan, today=today),
        "moves": [_move_json(each, named) for each in state.moves if days.holds(each.on)],
        "other_currencies": [
            {"currency": code, "spent_minor": spent}
            for code, index in sorted(state.spending.items())
            if code != currency and (spent := index.of(days).all_spent(days))
        ],
    }


def current_alerts(db: Session, user_id: int, state: PlanState, plan: BudgetPlan | None, *, today: date) -> list[Json]:
    """Return the alerts of a plan's lines that the person has not dismissed, the worst first."""
    dismissed = {
        (each.category_id, each.starts_on, each.threshold_percent)
        for each in queries.dismissed(db, user_id, since=today - timedelta(days=366))
        if each.plan_id == (plan.id if plan else None)
    }
    return [_alert_json(each) for each in alerts(state.lines, today=today, dismissed=dismissed)]


def left_to_spend(
    state: PlanState, currency: str, *, today: date, excluded: Sequence[Excluded], is_whole: bool = False
) -> Figure:
    """Return what all lines of a currency have left in the days shown.

    Unless it `is_whole`, it is the total of the page and says that the lines in other currencies are not in it.
    """
    top = state.top_lines(currency)
    days = state.days
    figure = total(
        id=f"budget.left.{currency}" if is_whole else "budget.left",
        label=f"Left to spend in {currency}" if is_whole else "Left to spend",
        unit=currency,
        as_of=today,
        period=Period(days.start, days.end),
        terms=[
            Term("Budgeted", sum(each.shown.budgeted_minor for each in top)),
            Term("Moved to these lines", sum(each.shown.moved_minor for each in top)),
            Term("Carried in", sum(each.shown.carried_minor for each in top)),
            Term("Spent from budgets", -sum(each.shown.spent_minor for each in top), query=_query(days)),
        ],
        excluded=excluded,
    )
    others = [] if is_whole else [code for code in state.currencies if code != currency]
    missing = tuple(Missing(code, f"lines in {code} are listed, but not in this total") for code in others)
    return replace(figure, completeness=Completeness(None, missing)) if missing else figure


def left_in_all(db: Session, user_id: int, state: PlanState, currency: str, *, today: date) -> Figure | None:
    """Return what all lines have left, in `currency` by the rates of today; None if no line is in another one."""
    others = [code for code in state.currencies if code != currency]
    if not others:
        return None
    rates = rate_table_of_days(db, user_id, {currency, *others}, [today])
    terms = [Term(f"Left in {currency}", _left(state, currency))]
    for code in others:
        left = _left(state, code)
        converted = rates.convert(left, code, currency, on=today)
        if isinstance(converted, NoRate):
            terms.append(Term(f"Left in {code}", None, figure_id=f"budget.left.{code}", why=converted.why))
        else:
            label = f"Left in {code}: {Money(left, code)} at the rate of {written_day(converted.rate.on)}"
            terms.append(Term(label, converted.minor, figure_id=f"budget.left.{code}"))
    return total(
        id="budget.left_in_all",
        label="Left to spend in all currencies",
        unit=currency,
        as_of=today,
        period=Period(state.days.start, state.days.end),
        terms=terms,
    )


def unassigned(state: PlanState, currency: str, *, today: date) -> Figure:
    """Return the income of the days shown that no line has yet; below zero, more was assigned than came in."""
    top = state.top_lines(currency)
    days = state.days
    return total(
        id="budget.unassigned",
        label="To be assigned",
        unit=currency,
        as_of=today,
        period=Period(days.start, days.end),
        terms=[
            Term("Income", state.index(currency).of(days).income(days), query=_query(days)),
            Term("Budgeted", -sum(each.shown.budgeted_minor for each in top)),
            Term("Assigned to lines", -sum(each.shown.moved_minor for each in top)),
        ],
    )


def unbudgeted(state: PlanState, currency: str, *, today: date) -> Figure:
    """Return what was spent in the days shown where no line counts it."""
    days = state.days
    spent = state.index(currency).of(days)
    without = spent.spent(NO_CATEGORY, days)
    return total(
        id="budget.unbudgeted",
        label="Spent without a budget",
        unit=currency,
        as_of=today,
        period=Period(days.start, days.end),
        terms=[
            Term("Spent with a category", spent.all_spent(days) - without, query=_query(days)),
            Term("Spent without a category", without, query=f"{_query(days)}&category_id={NO_CATEGORY}"),
            Term("Spent from budgets", -sum(each.shown.spent_minor for each in state.top_lines(currency))),
        ],
    )


def left_out(db: Session, user_id: int, state: PlanState, currency: str) -> list[Excluded]:
    """Return what no line counts in the days shown: without a category, and what no report counts."""
    days = state.days
    uncategorized = state.index(currency).of(days).spent(NO_CATEGORY, days)
    if months := days.whole_months:
        rows = left_out_totals(db, user_id, *months, currency=currency)
    else:
        rows = left_out_rows(db, user_id, days.start, days.end, currency=currency)
    found = [each.as_excluded() for each in rows]
    if uncategorized:
        count = queries.uncategorized_count(db, user_id, days, currency=currency)
        found.insert(0, Excluded("Spent without a category", count, -uncategorized))
    return found


def line_json(state: LineState, named: dict[int, Category], today: date) -> Json:
    """Return one line: what it is, its sums in the days shown, and its own period."""
    line, shown, own = state.line, state.shown, state.own
    parent = named.get(line.category.parent_id or 0)
    return {
        "line_id": line.line_id,
        "category_id": line.category.id,
        "category_short_desc": line.category.short_desc,
        "category_name": line.category.display_name,
        "color": line.category.color or (parent.color if parent else None),
        "parent_category_id": line.category.parent_id,
        "parent_category_name": parent.display_name if parent else None,
        "budget_ids": dict(line.budget_ids or {}),
        "period": line.period,
        "carry": line.carry,
        "currency": line.currency,
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
        "is_inside": state.is_inside,
        "is_fixed": state.is_fixed,
        "budgeted_minor": shown.budgeted_minor,
        "moved_minor": shown.moved_minor,
        "carried_minor": shown.carried_minor,
        "spent_minor": shown.spent_minor,
        "left_minor": shown.left_minor,
        "own": {
            "start": state.own_days.start,
            "end": state.own_days.end,
            "budgeted_minor": own.budgeted_minor,
            "carried_minor": own.rolled_minor,
            "moved_minor": own.moved_minor,
            "spent_minor": own.spent_minor,
            "left_minor": own.remaining_minor,
            "percent_used": own.percent_used,
            "elapsed": elapsed_share(state.own_days, today),
            "per_day_minor": per_day(own.remaining_minor, state.own_days, today),
        },
        "side_by_side": dict(state.side_by_side),
    }


def _alert_json(alert: Alert) -> Json:
    """Return one alert with the line it is about."""
    state = alert.state
    return {
        "category_id": state.line.category.id,
        "category_short_desc": state.line.category.short_desc,
        "category_name": state.line.category.display_name,
        "threshold_percent": alert.threshold_percent,
        "percent_used": state.own.percent_used,
        "period": state.line.period,
        "starts_on": state.own_days.start,
        "ends_on": state.own_days.end,
        "spent_minor": state.own.spent_minor,
        "available_minor": state.own.available_minor,
        "left_minor": state.own.remaining_minor,
        "currency": state.line.currency,
    }


def _move_json(move: Any, named: dict[int, Category]) -> Json:
    def name(category_id: int | None) -> str | None:
        return named[category_id].display_name if category_id is not None else None

    return {
        "id": move.id,
        "on": move.on,
        "from_category_id": move.from_category_id,
        "from_name": name(move.from_category_id),
        "to_category_id": move.to_category_id,
        "to_name": name(move.to_category_id),
        "amount_minor": move.amount_minor,
        "currency": move.currency,
    }


def _per_day(state: PlanState, currency: str, today: date) -> int | None:
    return per_day(_left(state, currency), state.days, today)


def _left(state: PlanState, currency: str) -> int:
    return sum(each.shown.left_minor for each in state.top_lines(currency))


def _query(days: Days) -> str:
    return f"start_date={days.start}&end_date={days.end}"
