"""Monthly totals of accounts that are not deleted: rebuilt from the rows, by month, with each change of the rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, case, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from backend.infra.database import WriteSession
from backend.infra.sql_functions import month_of
from backend.kit.period import first_day, last_day
from backend.transactions import recount as counted_parts
from backend.transactions.counted import entries
from backend.transactions.models import MonthlyTotal
from backend.transactions.recount import Cell, recount, recount_in

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
    "part_count",
    "moved_minor",
)
_MANY_MONTHS = 24


def refresh(db: WriteSession, user_id: int, cells: Iterable[Cell], *, recounted: Sequence[int] = ()) -> None:
    """Rebuild the totals of these cells from their rows and parts; a deleted account has none.

    `recounted` are transactions whose splits, share or refund links changed.
    """
    db.flush()
    wanted = set(cells)
    if recounted:
        wanted |= recount(db, user_id, recounted)
    by_account: dict[int, set[str]] = {}
    for account_id, month in recount_in(db, user_id, wanted):
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
    """Return how many totals and counted parts differ from what the rows say (0 when all is well)."""
    real = {tuple(row) for row in db.execute(_sums(user_id))}
    stored = {
        tuple(row)
        for row in db.execute(
            select(*(MonthlyTotal.__table__.c[name] for name in _COLUMNS)).where(MonthlyTotal.user_id == user_id)
        )
    }
    return len(real ^ stored) + counted_parts.differences(db, user_id)


def _rebuild(db: WriteSession, user_id: int, account_id: int, first: str, last: str) -> None:
    db.execute(
        delete(MonthlyTotal).where(
            MonthlyTotal.user_id == user_id,
            MonthlyTotal.account_id == account_id,
            MonthlyTotal.month >= first,
            MonthlyTotal.month <= last,
        )
    )
    rows = _sums(user_id, account_id=account_id, start=first_day(first), end=last_day(last))
    db.execute(insert(MonthlyTotal).from_select(list(_COLUMNS), rows))


def _sums(
    user_id: int, *, account_id: int | None = None, start: date | None = None, end: date | None = None
) -> Select[*tuple[Any, ...]]:
    each = entries(user_id, account_id=account_id, start=start, end=end).c
    key = (
        month_of(each.on).label("month"),
        each.category_id,
        each.account_id,
        each.status,
        each.currency,
        each.is_left_out,
    )
    return select(
        literal(user_id).label("user_id"),
        *key,
        func.sum(case((each.amount_minor > 0, each.amount_minor), else_=0)),
        func.sum(case((each.amount_minor < 0, -each.amount_minor), else_=0)),
        func.sum(each.row_count),
        func.sum(each.part_count),
        func.sum(each.moved_minor),
    ).group_by(*key)
