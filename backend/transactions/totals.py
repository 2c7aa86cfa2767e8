"""Monthly totals of accounts that are not deleted: rebuilt from the rows, by month, with each change of the rows."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, case, delete, func, insert, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.infra.database import WriteSession
from backend.infra.sql import month_of
from backend.kit.period import first_day, last_day
from backend.transactions.models import MonthlyTotal, Transaction

T = Transaction
_COLUMNS = (
    "user_id",
    "month",
    "category_id",
    "account_id",
    "status",
    "currency",
    "is_left_out",
    "out_minor",
    "in_minor",
    "row_count",
)
_MANY_MONTHS = 24


class Cell(NamedTuple):
    """The rows of one account in one month."""

    account_id: int
    month: str


def refresh(db: WriteSession, user_id: int, cells: Iterable[Cell]) -> None:
    """Rebuild the totals of these cells from their rows; a deleted account has none."""
    db.flush()
    by_account: dict[int, set[str]] = {}
    for account_id, month in cells:
        by_account.setdefault(account_id, set()).add(month)
    for account_id, months in by_account.items():
        if len(months) > _MANY_MONTHS:
            _rebuild(db, user_id, account_id, min(months), max(months))
        else:
            for month in months:
                _rebuild(db, user_id, account_id, month, month)


def forget(db: WriteSession, user_id: int, account_id: int) -> None:
    """Delete the totals of an account; its rows stay."""
    db.execute(delete(MonthlyTotal).where(MonthlyTotal.user_id == user_id, MonthlyTotal.account_id == account_id))


def differences(db: Session, user_id: int) -> int:
    """Return how many totals differ from the sums of the rows (0 when all is well)."""
    real = {tuple(row) for row in db.execute(_sums(user_id))}
    stored = {
        tuple(row)
        for row in db.execute(
            select(*(MonthlyTotal.__table__.c[name] for name in _COLUMNS)).where(MonthlyTotal.user_id == user_id)
        )
    }
    return len(real ^ stored)


def _rebuild(db: WriteSession, user_id: int, account_id: int, first: str, last: str) -> None:
    db.execute(
        delete(MonthlyTotal).where(
            MonthlyTotal.user_id == user_id,
            MonthlyTotal.account_id == account_id,
            MonthlyTotal.month >= first,
            MonthlyTotal.month <= last,
        )
    )
    rows = _sums(user_id).where(T.account_id == account_id, T.on >= first_day(first), T.on <= last_day(last))
    db.execute(insert(MonthlyTotal).from_select(list(_COLUMNS), rows))


def _sums(user_id: int) -> Select[*tuple[Any, ...]]:
    key = (
        T.user_id,
        month_of(T.on).label("month"),
        func.coalesce(T.category_id, 0).label("category_id"),
        T.account_id,
        T.status,
        T.currency,
        (T.is_excluded | T.is_internal).label("is_left_out"),
    )
    return (
        select(
            *key,
            func.sum(case((T.amount_minor > 0, T.amount_minor), else_=0)),
            func.sum(case((T.amount_minor < 0, -T.amount_minor), else_=0)),
            func.count(),
        )
        .where(T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
        .group_by(*key)
    )
