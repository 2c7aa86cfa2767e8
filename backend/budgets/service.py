"""Set, copy and remove budgets; the only module that writes them."""

from typing import NamedTuple

from backend.budgets import queries
from backend.budgets.budget_lines import budget_lines
from backend.budgets.errors import OverlappingLines, SameMonth
from backend.budgets.line_changes import PERIOD_NAMES, check_no_standing_line, spending_category
from backend.budgets.models import Budget, BudgetMove, BudgetTemplate, StandingLine
from backend.budgets.periods import Days
from backend.categories.models import Category
from backend.infra.columns import MAX_MINOR
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.kit.period import LAST_DAY, first_day, last_day, month_of
from backend.settings import service as settings


class BudgetSaved(NamedTuple):
    """A budget that was set, whether it is new, and the change that can be undone."""

    budget_id: int
    is_new: bool
    change_id: int | None


class Carried(NamedTuple):
    """An amount that was carried over into `month`, and the budget it could be added to. Negative: overspent."""

    budget_id: int
    month: str
    amount_minor: int
    currency: str


class Copied(NamedTuple):
    """How many budgets were copied, and how many stood in the way and were kept."""

    copied: int
    kept: int
    change_id: int | None


def set_budget(
    db: WriteSession,
    user_id: int,
    *,
    category_key: str,
    month: str,
    amount_minor: int,
    rollover: bool | None,
    carries_debt: bool | None = None,
) -> BudgetSaved:
    """Set the budget of a category and month, in the base currency. `rollover` None leaves it, or begins without.

    Raises NoSuchCategory, NotForSpending for income and transfers, and OverlappingLines if the category has a budget
    in another period then.
    """
    category = spending_category(db, user_id, category_key)
    check_no_standing_line(db, user_id, category, month)
    budget = next((b for b in queries.of_month(db, user_id, month) if b.category_id == category.id), None)
    is_new = budget is None
    with record_changes(db, user_id, f"Set the budget of {category.display_name} for {month}") as recorder:
        if budget is None:
            budget = _add(db, user_id, category.id, month, recorder)
        else:
            recorder.capture(Budget, [budget.id])
        budget.amount_minor = amount_minor
        budget.currency = settings.base_currency(db, user_id)
        budget.rollover = budget.rollover if rollover is None else rollover
        budget.carries_debt = budget.carries_debt if carries_debt is None else carries_debt
    return BudgetSaved(budget.id, is_new, recorder.change_id)


def remove(db: WriteSession, user_id: int, budget_id: int) -> int | None:
    """Remove a budget and return the change. Raises NoSuchBudget."""
    budget = queries.one(db, user_id, budget_id)
    name = db.get_one(Category, budget.category_id).display_name
    with record_changes(db, user_id, f"Removed the budget of {name} for {budget.month}") as recorder:
        recorder.capture(Budget, [budget.id])
        db.delete(budget)
    return recorder.change_id


def copy(db: WriteSession, user_id: int, *, from_month: str, to_month: str, overwrite: bool) -> Copied:
    """Set the budgets of one month for another. Those that are there stay, unless `overwrite`; a category that has a
    budget in another period then is kept as it is too. Raises SameMonth."""
    if from_month == to_month:
        raise SameMonth
    standing = {
        each.category_id for each in queries.lines(db, user_id, None, Days(first_day(to_month), last_day(to_month)))
    }
    there = {budget.category_id: budget for budget in queries.of_month(db, user_id, to_month)}
    copied = kept = 0
    with record_changes(db, user_id, f"Copied the budgets of {from_month} to {to_month}") as recorder:
        for source in queries.of_month(db, user_id, from_month):
            budget = there.get(source.category_id)
            if (budget is not None and not overwrite) or source.category_id in standing:
                kept += 1
                continue
            if budget is None:
                budget = _add(db, user_id, source.category_id, to_month, recorder)
            else:
                recorder.capture(Budget, [budget.id])
            for name in ("amount_minor", "currency", "rollover", "carries_debt"):
                setattr(budget, name, getattr(source, name))
            copied += 1
    return Copied(copied, kept, recorder.change_id)


def carried_at_stake(db: WriteSession, user_id: int, *, source_id: int, target_id: int) -> Carried | None:
    """Return what the last budget of `source_id` has carried over from earlier months, if that would be lost in the
    budget of `target_id` for the same month, which does not roll over. None if nothing would be lost."""
    last = max(queries.of_category(db, user_id, source_id), key=lambda budget: budget.month, default=None)
    is_inside = db.get_one(Category, source_id).parent_id == target_id
    if last is None or is_inside:
        return None
    there = {budget.category_id: budget for budget in queries.of_month(db, user_id, last.month)}.get(target_id)
    if there is None or there.rollover or there.currency != last.currency:
        return None
    carried = next(line for line in budget_lines(db, user_id, last.month) if line.id == last.id).rolled_minor
    return Carried(there.id, last.month, carried, last.currency) if carried else None


def add_carried(db: WriteSession, carried: Carried) -> None:
    """Add a carried amount to the budget that it goes into; less than nothing is not budgeted."""
    budget = db.get_one(Budget, carried.budget_id)
    budget.amount_minor = min(max(budget.amount_minor + carried.amount_minor, 0), MAX_MINOR - 1)
    db.flush()


def move_category(db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder) -> int:
    """Give all budgets of one category to another and return how many there were.

    Where both have one for a month they are added up; but a main category's budget holds those below it already.
    """
    moved = queries.of_category(db, user_id, source_id)
    there = {budget.month: budget for budget in queries.of_category(db, user_id, target_id)}
    is_inside = db.get_one(Category, source_id).parent_id == target_id
    recorder.capture(Budget, [budget.id for budget in (*moved, *there.values())])
    for budget in moved:
        other = there.get(budget.month)
        if other is None:
            budget.category_id = target_id
            continue
        if not is_inside and other.currency == budget.currency:
            other.amount_minor = min(other.amount_minor + budget.amount_minor, MAX_MINOR - 1)
        db.delete(budget)
    others = _move_lines(db, user_id, source_id, target_id, recorder)
    db.flush()
    return len(moved) + others


def _move_lines(db: WriteSession, user_id: int, source_id: int, target_id: int, recorder: ChangeRecorder) -> int:
    """Give standing lines, moves and templates of one category to another; return how many lines and templates.

    Standing lines of the same period and currency in the same plan are added up. Raises OverlappingLines if the other
    category has a budget in another period on some of the same days.
    """
    lines = queries.lines_of_category(db, user_id, source_id)
    recorder.capture(StandingLine, [each.id for each in lines])
    name = db.get_one(Category, target_id).display_name
    for line in lines:
        days = Days(line.starts_on, line.ends_on or LAST_DAY)
        there = [each for each in queries.lines(db, user_id, line.plan_id, days) if each.category_id == target_id]
        months = queries.of_category(db, user_id, target_id) if line.plan_id is None else ()
        if any(month_of(days.start) <= each.month <= month_of(days.end) for each in months):
            raise OverlappingLines(name, PERIOD_NAMES["month"])
        if not there:
            line.category_id = target_id
            continue
        same = ("period", "currency", "starts_on", "ends_on")
        if len(there) > 1 or any(getattr(there[0], each) != getattr(line, each) for each in same):
            raise OverlappingLines(name, PERIOD_NAMES[there[0].period])
        recorder.capture(StandingLine, [there[0].id])
        there[0].amount_minor = min(there[0].amount_minor + line.amount_minor, MAX_MINOR - 1)
        db.delete(line)
    moves = queries.moves_of_category(db, user_id, source_id)
    recorder.capture(BudgetMove, [each.id for each in moves])
    for move in moves:
        move.from_category_id = target_id if move.from_category_id == source_id else move.from_category_id
        move.to_category_id = target_id if move.to_category_id == source_id else move.to_category_id
        if move.from_category_id == move.to_category_id:
            db.delete(move)
    templates = queries.templates_of_category(db, user_id, source_id)
    recorder.capture(BudgetTemplate, [each.id for each in templates])
    for template in templates:
        template.category_id = target_id
    return len(lines) + len(templates)


def _add(db: WriteSession, user_id: int, category_id: int, month: str, recorder: ChangeRecorder) -> Budget:
    budget = Budget(
        user_id=user_id,
        category_id=category_id,
        month=month,
        amount_minor=0,
        currency=settings.base_currency(db, user_id),
        rollover=False,
        carries_debt=True,
    )
    db.add(budget)
    db.flush()
    recorder.record_created(Budget, budget.id)
    return budget
