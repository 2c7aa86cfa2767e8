"""Set, copy and remove budgets; the only module that writes them."""

from typing import NamedTuple

from backend.budgets import queries
from backend.budgets.budget_lines import budget_lines
from backend.budgets.errors import NotForSpending, SameMonth
from backend.budgets.models import Budget
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.infra.columns import MAX_MINOR
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
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
    db: WriteSession, user_id: int, *, category_key: str, month: str, amount_minor: int, rollover: bool | None
) -> BudgetSaved:
    """Set the budget of a category and month, in the base currency. `rollover` None leaves it, or begins without.

    Raises NoSuchCategory, and NotForSpending for income and transfers.
    """
    category = categories.by_key(db, user_id, category_key)
    if category.kind != "expense":
        raise NotForSpending(category.display_name, category.kind)
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
    """Set the budgets of one month for another. Those that are there stay, unless `overwrite`. Raises SameMonth."""
    if from_month == to_month:
        raise SameMonth
    there = {budget.category_id: budget for budget in queries.of_month(db, user_id, to_month)}
    copied = kept = 0
    with record_changes(db, user_id, f"Copied the budgets of {from_month} to {to_month}") as recorder:
        for source in queries.of_month(db, user_id, from_month):
            budget = there.get(source.category_id)
            if budget is not None and not overwrite:
                kept += 1
                continue
            if budget is None:
                budget = _add(db, user_id, source.category_id, to_month, recorder)
            else:
                recorder.capture(Budget, [budget.id])
            budget.amount_minor, budget.currency, budget.rollover = (
                source.amount_minor,
                source.currency,
                source.rollover,
            )
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
    db.flush()
    return len(moved)


def _add(db: WriteSession, user_id: int, category_id: int, month: str, recorder: ChangeRecorder) -> Budget:
    budget = Budget(
        user_id=user_id,
        category_id=category_id,
        month=month,
        amount_minor=0,
        currency=settings.base_currency(db, user_id),
        rollover=False,
    )
    db.add(budget)
    db.flush()
    recorder.record_created(Budget, budget.id)
    return budget
