"""What reports count, as SQL: confirmed rows of living accounts, neither excluded nor internal moves.

A transaction that is split, shared or a linked refund counts by its parts.
"""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.infra.sql import in_list
from backend.transactions.models import CountedPart, MonthlyTotal, Transaction
from backend.transactions.states import COUNTED

M = MonthlyTotal
P = CountedPart
T = Transaction


def counted_totals() -> ColumnElement[bool]:
    """Return the condition on monthly totals."""
    return and_(M.status.in_(COUNTED), M.is_left_out.is_(False))


def counted_rows(user_id: int) -> ColumnElement[bool]:
    """Return the same condition on transactions."""
    living = T.account_id.in_(living_ids(user_id))
    return and_(T.status.in_(COUNTED), T.is_excluded.is_(False), T.is_internal.is_(False), living)


def entries(
    user_id: int,
    *,
    start: date | None = None,
    end: date | None = None,
    account_id: int | None = None,
    category_ids: list[int] | None = None,
    is_counted: bool = False,
) -> Subquery:
    """Return what adds up to any sum: each transaction once, or each of its parts where it has some.

    Columns: transaction_id, account_id, on, category_id (0: none), amount_minor, moved_minor, row_count, part_count,
    and of the transaction currency, status, is_left_out and descriptor_id. Rows of deleted accounts are left out;
    `is_counted` leaves only those that reports count.
    """
    of_row = (
        T.currency,
        T.status,
        (T.is_excluded | T.is_internal).label("is_left_out"),
        T.descriptor_id,
    )
    whole = select(
        T.id.label("transaction_id"),
        T.account_id,
        T.on,
        func.coalesce(T.category_id, 0).label("category_id"),
        T.amount_minor,
        T.amount_minor.label("moved_minor"),
        literal(1).label("row_count"),
        literal(1).label("part_count"),
        *of_row,
    ).where(T.user_id == user_id, T.has_parts.is_(False))
    parts = (
        select(
            P.transaction_id, P.account_id, P.on, P.category_id, P.amount_minor, P.moved_minor, P.row_count,
            P.part_count, *of_row,
        )
        .join(T, T.id == P.transaction_id)
        .where(P.user_id == user_id, P.account_id.in_(living_ids(user_id)))
    )  # fmt: skip
    if category_ids == [0]:
        whole = whole.where(T.category_id.is_(None))
    elif category_ids is not None:
        whole = whole.where(T.category_id.in_(in_list(category_ids)))
    if category_ids is not None:
        parts = parts.where(P.category_id.in_(in_list(category_ids)))
    condition = counted_rows(user_id) if is_counted else T.account_id.in_(living_ids(user_id))
    arms = []
    for arm, table in ((whole, T), (parts, P)):
        arm = arm.where(condition)
        if start is not None:
            arm = arm.where(table.on >= start)
        if end is not None:
            arm = arm.where(table.on <= end)
        if account_id is not None:
            arm = arm.where(table.account_id == account_id)
        arms.append(arm)
    return union_all(*arms).subquery()


def first_month(db: Session, user_id: int, *, currency: str, account_id: int | None = None) -> str | None:
    """Return the month of the oldest counted row in this currency (and account): the history begins there."""
    query = select(func.min(M.month)).where(M.user_id == user_id, M.currency == currency, counted_totals())
    return db.scalar(query.where(M.account_id == account_id) if account_id else query)


def latest_month(db: Session, user_id: int, *, until: str) -> str | None:
    """Return the newest month that has rows, whatever their status, up to the month `until`."""
    return db.scalar(select(func.max(M.month)).where(M.user_id == user_id, M.month <= until))
