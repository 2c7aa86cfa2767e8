"""The rows that reports count, as SQL: confirmed ones of living accounts, neither excluded nor internal moves."""

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.transactions.models import MonthlyTotal, Transaction
from backend.transactions.states import COUNTED

M = MonthlyTotal
T = Transaction


def counted_totals() -> ColumnElement[bool]:
    """Return the condition on monthly totals."""
    return and_(M.status.in_(COUNTED), M.is_left_out.is_(False))


def counted_rows(user_id: int) -> ColumnElement[bool]:
    """Return the same condition on transactions."""
    living = T.account_id.in_(living_ids(user_id))
    return and_(T.status.in_(COUNTED), T.is_excluded.is_(False), T.is_internal.is_(False), living)


def first_month(db: Session, user_id: int, *, currency: str, account_id: int | None = None) -> str | None:
    """Return the month of the oldest counted row in this currency (and account): the history begins there."""
    query = select(func.min(M.month)).where(M.user_id == user_id, M.currency == currency, counted_totals())
    return db.scalar(query.where(M.account_id == account_id) if account_id else query)


def latest_month(db: Session, user_id: int, *, until: str) -> str | None:
    """Return the newest month that has rows, whatever their status, up to the month `until`."""
    return db.scalar(select(func.max(M.month)).where(M.user_id == user_id, M.month <= until))
