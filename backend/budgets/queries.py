"""Every SELECT over budgets, and the sums they are held against."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.budgets.errors import NoSuchBudget
from backend.budgets.models import Budget
from backend.budgets.spending import Spending, SpendingCategory, Sum, add_up
from backend.categories import queries as categories
from backend.transactions.counted import counted_totals, first_month
from backend.transactions.models import MonthlyTotal

M = MonthlyTotal


def one(db: Session, user_id: int, budget_id: int) -> Budget:
    """Return one budget. Raises NoSuchBudget."""
    budget = db.get(Budget, budget_id)
    if budget is None or budget.user_id != user_id:
        raise NoSuchBudget
    return budget


def of_month(db: Session, user_id: int, month: str) -> Sequence[Budget]:
    """Return the budgets of one month."""
    return db.scalars(select(Budget).where(Budget.user_id == user_id, Budget.month == month)).all()


def of_category(db: Session, user_id: int, category_id: int) -> Sequence[Budget]:
    """Return all budgets of one category."""
    return db.scalars(select(Budget).where(Budget.user_id == user_id, Budget.category_id == category_id)).all()


def up_to(db: Session, user_id: int, month: str) -> Sequence[Budget]:
    """Return the budgets of `month` and of all months before it, oldest first."""
    query = select(Budget).where(Budget.user_id == user_id, Budget.month <= month).order_by(Budget.month)
    return db.scalars(query).all()


def spending(db: Session, user_id: int, *, currency: str, first: str, last: str) -> Spending:
    """Return what was spent in the months `first` to `last`: confirmed rows, none that are left out."""
    query = (
        select(M.month, M.category_id, M.currency, func.sum(M.out_minor), func.sum(M.in_minor))
        .where(M.user_id == user_id, counted_totals(), M.month >= first, M.month <= last)
        .group_by(M.month, M.category_id, M.currency)
    )
    return add_up(
        (Sum(*row) for row in db.execute(query)),
        (SpendingCategory(c.id, c.parent_id, c.kind) for c in categories.every(db, user_id)),
        currency=currency,
        first_month=first_month(db, user_id, currency=currency),
    )
