"""Every SELECT over goals, what was put aside for them, and transfers into their accounts."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.goals.errors import NoSuchGoal
from backend.goals.models import Goal, GoalContribution
from backend.infra.sql import in_list
from backend.transactions.models import Transaction
from backend.transfers.models import TransferPair

C = GoalContribution
T = Transaction


class Arrival(NamedTuple):
    """Money that was moved into the account of a goal."""

    on: date
    account_id: int
    amount_minor: int
    transaction_id: int
    description: str
    is_linked: bool


def list_goals(db: Session, user_id: int) -> Sequence[Goal]:
    """Return all goals by priority."""
    return db.scalars(select(Goal).where(Goal.user_id == user_id).order_by(Goal.priority, Goal.id)).all()


def one(db: Session, user_id: int, goal_id: int) -> Goal:
    """Return one goal. Raises NoSuchGoal."""
    goal = db.scalar(select(Goal).where(Goal.user_id == user_id, Goal.id == goal_id))
    if goal is None:
        raise NoSuchGoal
    return goal


def contributions(db: Session, user_id: int, goal_id: int | None = None) -> Sequence[GoalContribution]:
    """Return what was put aside by hand, oldest first."""
    query = select(C).where(C.user_id == user_id).order_by(C.on, C.id)
    return db.scalars(query if goal_id is None else query.where(C.goal_id == goal_id)).all()


def contribution(db: Session, user_id: int, contribution_id: int) -> GoalContribution:
    """Return one contribution. Raises NoSuchGoal."""
    found = db.scalar(select(C).where(C.user_id == user_id, C.id == contribution_id))
    if found is None:
        raise NoSuchGoal
    return found


def taken_percent(db: Session, user_id: int, account_id: int, statuses: Sequence[str], *, without: int | None) -> int:
    """Return how many percent of an account the goals in these states take together, without one of them."""
    query = select(func.coalesce(func.sum(Goal.share_percent), 0)).where(
        Goal.user_id == user_id, Goal.account_id == account_id, Goal.status.in_(statuses)
    )
    return db.scalar(query if without is None else query.where(Goal.id != without)) or 0


def last_priority(db: Session, user_id: int) -> int:
    return db.scalar(select(func.max(Goal.priority)).where(Goal.user_id == user_id)) or 0


def arrivals(db: Session, user_id: int, account_ids: Sequence[int], *, since: date) -> list[Arrival]:
    """Return transfers into these accounts, newest first: linked ones, and those with a category of transfers."""
    is_linked = TransferPair.id.is_not(None)
    query = (
        select(T.on, T.account_id, -T.amount_minor, T.id, T.description, is_linked)
        .outerjoin(TransferPair, (TransferPair.in_transaction_id == T.id) & (TransferPair.user_id == user_id))
        .outerjoin(Category, Category.id == T.category_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(in_list(list(account_ids))),
            T.on >= since,
            T.amount_minor < 0,
            or_(is_linked, T.is_internal, Category.kind == "transfer"),
        )
        .order_by(T.on.desc(), T.id.desc())
    )
    return [Arrival._make(row) for row in db.execute(query)]
