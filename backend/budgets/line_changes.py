"""Change what a plan has: standing lines, named plans, money moved between lines, pay days, dismissed alerts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from backend.budgets import queries
from backend.budgets.errors import (
    CircularCover,
    CurrenciesDiffer,
    EndBeforeStart,
    NotABudgetLine,
    NotEnoughLeft,
    NotForSpending,
    NothingToAssign,
    OnceNeedsEnd,
    OutsidePlan,
    OverlappingLines,
    SameLine,
)
from backend.budgets.models import Budget, BudgetMove, BudgetPlan, DismissedAlert, PayDay, StandingLine
from backend.budgets.moves import circle
from backend.budgets.overview import unassigned
from backend.budgets.periods import Days
from backend.budgets.plan_lines import LineState, PlanState, plan_state
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.money import Money
from backend.kit.period import LAST_DAY, first_day, last_day, month_of, written_day
from backend.settings import service as settings

PERIOD_NAMES = {
    "week": "a weekly budget",
    "two_weeks": "a two-weekly budget",
    "payday": "a pay-day budget",
    "month": "a monthly budget",
    "quarter": "a quarterly budget",
    "year": "an annual budget",
    "once": "a budget",
}


class Saved(NamedTuple):
    """The row that was added or changed, and the change that can be undone."""

    id: int
    change_id: int | None


def add_line(
    db: WriteSession,
    user_id: int,
    *,
    category_key: str,
    plan_id: int | None,
    period: str,
    carry: str,
    amount_minor: int,
    currency: str | None,
    starts_on: date,
    ends_on: date | None,
) -> Saved:
    """Add a standing line; without a currency it is in the base currency.

    Raises NoSuchCategory, NotForSpending, NoSuchPlan, EndBeforeStart, OnceNeedsEnd, OutsidePlan, OverlappingLines.
    """
    category = spending_category(db, user_id, category_key)
    line = StandingLine(
        user_id=user_id,
        plan_id=plan_id,
        category_id=category.id,
        period=period,
        carry=carry,
        amount_minor=amount_minor,
        currency=currency or settings.base_currency(db, user_id),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check_line(db, user_id, line, category)
    with record_changes(db, user_id, f"Added {PERIOD_NAMES[period]} for {category.display_name}") as recorder:
        db.add(line)
        db.flush()
        recorder.record_created(StandingLine, line.id)
    return Saved(line.id, recorder.change_id)


def change_line(db: WriteSession, user_id: int, line_id: int, changes: dict[str, Any]) -> Saved:
    """Change period, carry, amount or days of a standing line. Raises NoSuchLine, and as `add_line`."""
    line = queries.one_line(db, user_id, line_id)
    category = db.get_one(Category, line.category_id)
    with record_changes(db, user_id, f"Changed the budget of {category.display_name}") as recorder:
        recorder.capture(StandingLine, [line.id])
        with db.no_autoflush:
            for name, value in changes.items():
                setattr(line, name, value)
            _check_line(db, user_id, line, category)
    return Saved(line.id, recorder.change_id)


def remove_line(db: WriteSession, user_id: int, line_id: int) -> int | None:
    """Remove a standing line and return the change. Raises NoSuchLine."""
    line = queries.one_line(db, user_id, line_id)
    name = db.get_one(Category, line.category_id).display_name
    with record_changes(db, user_id, f"Removed the budget of {name}") as recorder:
        recorder.capture(StandingLine, [line.id])
        db.delete(line)
    return recorder.change_id


def add_plan(db: WriteSession, user_id: int, *, name: str, type: str, starts_on: date, ends_on: date | None) -> Saved:
    """Add a named plan. Raises EndBeforeStart."""
    _check_days(starts_on, ends_on)
    plan = BudgetPlan(user_id=user_id, name=name, type=type, starts_on=starts_on, ends_on=ends_on, is_archived=False)
    with record_changes(db, user_id, f"Added the budget “{name}”") as recorder:
        db.add(plan)
        db.flush()
        recorder.record_created(BudgetPlan, plan.id)
    return Saved(plan.id, recorder.change_id)


def change_plan(db: WriteSession, user_id: int, plan_id: int, changes: dict[str, Any]) -> Saved:
    """Change a named plan, or archive it. Raises NoSuchPlan, EndBeforeStart, and OutsidePlan for its lines."""
    plan = queries.one_plan(db, user_id, plan_id)
    with record_changes(db, user_id, f"Changed the budget “{plan.name}”") as recorder:
        recorder.capture(BudgetPlan, [plan.id])
        with db.no_autoflush:
            for name, value in changes.items():
                setattr(plan, name, value)
            _check_days(plan.starts_on, plan.ends_on)
            for line in queries.lines(db, user_id, plan.id):
                _check_within(line, plan)
    return Saved(plan.id, recorder.change_id)


def copy_plan(
    db: WriteSession, user_id: int, plan_id: int, *, name: str, starts_on: date, ends_on: date | None
) -> Saved:
    """Add a plan with the same lines for other days; each stands for all of them. Raises NoSuchPlan, EndBeforeStart,
    and OnceNeedsEnd if a line is not repeated and the copy has no end."""
    source = queries.one_plan(db, user_id, plan_id)
    _check_days(starts_on, ends_on)
    copy = BudgetPlan(
        user_id=user_id, name=name, type=source.type, starts_on=starts_on, ends_on=ends_on, is_archived=False
    )
    with record_changes(db, user_id, f"Copied the budget “{source.name}” to “{name}”") as recorder:
        db.add(copy)
        db.flush()
        recorder.record_created(BudgetPlan, copy.id)
        for line in queries.lines(db, user_id, source.id):
            if line.period == "once" and ends_on is None:
                raise OnceNeedsEnd
            same = {
                each: getattr(line, each) for each in ("category_id", "period", "carry", "amount_minor", "currency")
            }
            made = StandingLine(user_id=user_id, plan_id=copy.id, starts_on=starts_on, ends_on=None, **same)
            db.add(made)
            db.flush()
            recorder.record_created(StandingLine, made.id)
    return Saved(copy.id, recorder.change_id)


def remove_plan(db: WriteSession, user_id: int, plan_id: int) -> int | None:
    """Remove a named plan with its lines and moves, and return the change. Raises NoSuchPlan."""
    plan = queries.one_plan(db, user_id, plan_id)
    with record_changes(db, user_id, f"Removed the budget “{plan.name}”") as recorder:
        # Undo goes backwards: the plan comes back before what belongs to it.
        recorder.capture(BudgetMove, [each.id for each in queries.moves(db, user_id, plan.id)])
        recorder.capture(StandingLine, [each.id for each in queries.lines(db, user_id, plan.id)])
        recorder.capture(BudgetPlan, [plan.id])
        db.delete(plan)
    return recorder.change_id


def move(
    db: WriteSession,
    user_id: int,
    *,
    plan_id: int | None,
    from_key: str | None,
    to_key: str | None,
    amount_minor: int,
    on: date,
) -> Saved:
    """Move money between two lines in their periods of the day `on`; a key of None is what is to be assigned.

    Raises NoSuchCategory, NoSuchPlan, SameLine, NothingToAssign, NotABudgetLine, CurrenciesDiffer, NotEnoughLeft and
    CircularCover.
    """
    if from_key == to_key:
        raise SameLine
    plan = queries.one_plan(db, user_id, plan_id) if plan_id is not None else None
    if plan is not None and None in (from_key, to_key):
        raise NothingToAssign
    month = Days(first_day(month_of(on)), last_day(month_of(on)))
    state = plan_state(db, user_id, plan, month, today=on, with_side_by_side=False)
    source = _line_on(db, user_id, state, from_key, on) if from_key else None
    target = _line_on(db, user_id, state, to_key, on) if to_key else None
    codes = [each.line.currency for each in (source, target) if each]
    currency = codes[0]
    if len(set(codes)) > 1:
        raise CurrenciesDiffer(*codes)
    if source is None:
        left, source_name = int(unassigned(state, currency, today=on).value or 0), "What is to be assigned"
    else:
        left, source_name = source.own.remaining_minor, f"“{source.line.category.display_name}”"
    if amount_minor > left:
        raise NotEnoughLeft(source_name, str(Money(max(left, 0), currency)))
    if source and target:
        _check_circle(db, state, source, target)
    words = " ".join(
        f"{word} {each.line.category.display_name}" for word, each in (("from", source), ("to", target)) if each
    )
    made = BudgetMove(
        user_id=user_id,
        plan_id=plan_id,
        on=on,
        from_category_id=source.line.category.id if source else None,
        to_category_id=target.line.category.id if target else None,
        amount_minor=amount_minor,
        currency=currency,
    )
    with record_changes(db, user_id, f"Moved budget {words}") as recorder:
        db.add(made)
        db.flush()
        recorder.record_created(BudgetMove, made.id)
    return Saved(made.id, recorder.change_id)


def remove_move(db: WriteSession, user_id: int, move_id: int) -> int | None:
    """Take a move back and return the change. Raises NoSuchMove."""
    row = queries.one_move(db, user_id, move_id)
    with record_changes(db, user_id, f"Took back a budget move of {written_day(row.on)}") as recorder:
        recorder.capture(BudgetMove, [row.id])
        db.delete(row)
    return recorder.change_id


def set_pay_days(db: WriteSession, user_id: int, days: Sequence[date]) -> int | None:
    """Afterwards these are the pay days entered by hand. Returns the change."""
    entered = queries.entered_pay_days(db, user_id)
    wanted = set(days)
    with record_changes(db, user_id, "Changed the pay days") as recorder:
        recorder.capture(PayDay, [each.id for each in entered])
        for row in entered:
            if row.on not in wanted:
                db.delete(row)
        for on in sorted(wanted - {row.on for row in entered}):
            made = PayDay(user_id=user_id, on=on)
            db.add(made)
            db.flush()
            recorder.record_created(PayDay, made.id)
    return recorder.change_id


def dismiss_alert(
    db: WriteSession, user_id: int, *, plan_id: int | None, category_key: str, starts_on: date, threshold_percent: int
) -> int | None:
    """Put an alert away until the line reaches a higher threshold or its next period. Returns the change."""
    category = categories.by_key(db, user_id, category_key)
    if plan_id is not None:
        queries.one_plan(db, user_id, plan_id)
    made = DismissedAlert(
        user_id=user_id,
        plan_id=plan_id,
        category_id=category.id,
        starts_on=starts_on,
        threshold_percent=threshold_percent,
    )
    with record_changes(db, user_id, f"Dismissed the alert of {category.display_name}") as recorder:
        db.add(made)
        db.flush()
        recorder.record_created(DismissedAlert, made.id)
    return recorder.change_id


def spending_category(db: WriteSession, user_id: int, key: str) -> Category:
    """Return a category of spending. Raises NoSuchCategory, and NotForSpending for income and transfers."""
    category = categories.by_key(db, user_id, key)
    if category.kind != "expense":
        raise NotForSpending(category.display_name, category.kind)
    return category


def check_put_back(db: WriteSession, user_id: int, *, line_ids: Sequence[int], budget_ids: Sequence[int]) -> None:
    """Raise OverlappingLines if one of these lines or monthly budgets, which an undo put back, meets another line."""
    for id_ in line_ids:
        if line := db.get(StandingLine, id_):
            _check_overlap(db, user_id, line, db.get_one(Category, line.category_id))
    for id_ in budget_ids:
        if budget := db.get(Budget, id_):
            check_no_standing_line(db, user_id, db.get_one(Category, budget.category_id), budget.month)


def check_no_standing_line(db: WriteSession, user_id: int, category: Category, month: str) -> None:
    """Raise OverlappingLines if the main plan has a standing line for the category in this month."""
    days = Days(first_day(month), last_day(month))
    for line in queries.lines(db, user_id, None, days):
        if line.category_id == category.id:
            raise OverlappingLines(category.display_name, PERIOD_NAMES[line.period])


def _check_line(db: WriteSession, user_id: int, line: StandingLine, category: Category) -> None:
    _check_days(line.starts_on, line.ends_on)
    plan = queries.one_plan(db, user_id, line.plan_id) if line.plan_id is not None else None
    if plan is not None:
        _check_within(line, plan)
    if line.period == "once" and line.ends_on is None and (plan is None or plan.ends_on is None):
        raise OnceNeedsEnd
    _check_overlap(db, user_id, line, category)


def _check_overlap(db: WriteSession, user_id: int, line: StandingLine, category: Category) -> None:
    days = Days(line.starts_on, line.ends_on or LAST_DAY)
    for other in queries.lines(db, user_id, line.plan_id, days):
        if other.category_id == line.category_id and other.id != line.id:
            raise OverlappingLines(category.display_name, PERIOD_NAMES[other.period])
    if line.plan_id is None:
        months = [each.month for each in queries.of_category(db, user_id, line.category_id)]
        if any(month_of(days.start) <= month <= month_of(days.end) for month in months):
            raise OverlappingLines(category.display_name, PERIOD_NAMES["month"])


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise EndBeforeStart


def _check_within(line: StandingLine, plan: BudgetPlan) -> None:
    is_late = plan.ends_on is not None and (line.ends_on or line.starts_on) > plan.ends_on
    if line.starts_on < plan.starts_on or is_late:
        raise OutsidePlan(plan.name)


def _line_on(db: WriteSession, user_id: int, state: PlanState, key: str, on: date) -> LineState:
    category = categories.by_key(db, user_id, key)
    for each in state.lines:
        if each.line.category.id == category.id and each.own_days.holds(on):
            return each
    raise NotABudgetLine(category.display_name, written_day(on))


def _check_circle(db: WriteSession, state: PlanState, source: LineState, target: LineState) -> None:
    running = [each for each in state.moves if source.own_days.holds(each.on) or target.own_days.holds(each.on)]
    path = circle(running, from_id=source.line.category.id, to_id=target.line.category.id)
    if path:
        ids = [source.line.category.id, *path]
        raise CircularCover(" → ".join(db.get_one(Category, id_).display_name for id_ in ids))
