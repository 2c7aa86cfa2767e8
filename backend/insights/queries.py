"""Sums over many rows: from the monthly totals where months are whole, from the rows where they are not."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.insights.spending import Spent
from backend.kit.period import first_day, last_day, month_of
from backend.transactions.models import Descriptor, MonthlyTotal, Transaction
from backend.transactions.states import COUNTED

Json = dict[str, Any]
M = MonthlyTotal
T = Transaction


class Range(NamedTuple):
    """Days, both included."""

    start: date
    end: date

    @property
    def whole_months(self) -> tuple[str, str] | None:
        """Return first and last month if the range is made of whole months."""
        first, last = month_of(self.start), month_of(self.end)
        return (first, last) if self.start == first_day(first) and self.end == last_day(last) else None


def by_category(
    db: Session, user_id: int, days: Range, *, currency: str, account_id: int | None = None
) -> dict[int, Spent]:
    """Return what was spent and came back in each category (0: none), transfers and excluded rows left out."""
    months = days.whole_months
    if months:
        out, into, count = func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.row_count)
        query = select(M.category_id, out, into, count).where(
            M.user_id == user_id, M.month >= months[0], M.month <= months[1], M.currency == currency, _counted_totals()
        )
        query = query.where(M.account_id == account_id) if account_id else query
        rows = db.execute(query.group_by(M.category_id))
    else:
        category = func.coalesce(T.category_id, 0)
        per_row = select(category, _out(), _into(), func.count()).where(
            T.user_id == user_id, T.on >= days.start, T.on <= days.end, T.currency == currency, *_counted_rows(user_id)
        )
        per_row = per_row.where(T.account_id == account_id) if account_id else per_row
        rows = db.execute(per_row.group_by(category))
    return {category_id: Spent(out, into, count) for category_id, out, into, count in rows}


def months(
    db: Session,
    user_id: int,
    *,
    currency: str,
    first: str | None = None,
    last: str | None = None,
    account_id: int | None = None,
    category_ids: list[int] | None = None,
) -> dict[str, dict[int, Spent]]:
    """Return the sums of each month and category that has rows."""
    query = select(M.month, M.category_id, func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.row_count)).where(
        M.user_id == user_id, M.currency == currency, _counted_totals()
    )
    if first:
        query = query.where(M.month >= first)
    if last:
        query = query.where(M.month <= last)
    if account_id:
        query = query.where(M.account_id == account_id)
    if category_ids is not None:
        query = query.where(M.category_id.in_(category_ids))
    found: dict[str, dict[int, Spent]] = {}
    for month, category_id, out, into, count in db.execute(query.group_by(M.month, M.category_id)):
        found.setdefault(month, {})[category_id] = Spent(out, into, count)
    return found


def month_by_category(db: Session, user_id: int, first: str, last: str) -> Sequence[Row[str, int, int, int, int, str]]:
    """Return (month, category, out, in, rows, currency) for every month and category, oldest first."""
    query = (
        select(M.month, M.category_id, func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.row_count), M.currency)
        .where(M.user_id == user_id, M.month >= first, M.month <= last, _counted_totals())
        .group_by(M.month, M.category_id, M.currency)
        .order_by(M.month, M.category_id, M.currency)
    )
    # On the connection, past the ORM: these are thousands of cells.
    return db.connection().execute(query).all()


def by_merchant(
    db: Session,
    user_id: int,
    days: Range,
    *,
    currency: str,
    category_ids: list[int],
    account_id: int | None = None,
    limit: int,
) -> Iterator[Json]:
    """Yield the merchants of these categories with what was spent there, most first."""
    total = _out() - _into()
    query = (
        select(
            Descriptor.merchant_key,
            func.max(T.merchant_name),
            total,
            func.count(),
            func.max(T.on),
            func.max(T.description),
        )
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.category_id.in_(category_ids),
            T.on >= days.start,
            T.on <= days.end,
            T.currency == currency,
            *_counted_rows(user_id),
        )
        .group_by(Descriptor.merchant_key)
        .order_by(total.desc())
        .limit(limit)
    )
    query = query.where(T.account_id == account_id) if account_id else query
    for key, name, spent, count, last_on, description in db.execute(query):
        yield {
            "merchant_key": key,
            "name": name,
            "description": description,
            "total_minor": spent,
            "count": count,
            "last_on": last_on,
        }


def by_day(db: Session, user_id: int, days: Range, *, currency: str, category_ids: list[int]) -> dict[date, int]:
    """Return what was spent, net, on each day."""
    query = select(T.on, _out() - _into()).where(
        T.user_id == user_id,
        T.on >= days.start,
        T.on <= days.end,
        T.currency == currency,
        or_(T.category_id.is_(None), T.category_id.in_(category_ids)),
        *_counted_rows(user_id),
    )
    return dict(db.execute(query.group_by(T.on)).all())


def first_month(db: Session, user_id: int, *, currency: str, account_id: int | None = None) -> str | None:
    """Return the month of the oldest row in this currency (and account): before it there is nothing to compare."""
    query = select(func.min(M.month)).where(M.user_id == user_id, M.currency == currency)
    return db.scalar(query.where(M.account_id == account_id) if account_id else query)


def categories(db: Session, user_id: int) -> dict[int, Category]:
    """Return all categories by id."""
    return {category.id: category for category in db.scalars(select(Category).where(Category.user_id == user_id))}


def _counted_totals() -> ColumnElement[bool]:
    return and_(M.status.in_(COUNTED), M.is_left_out.is_(False))


def _counted_rows(user_id: int) -> tuple[ColumnElement[bool], ...]:
    living = T.account_id.in_(living_ids(user_id))
    return (T.status.in_(COUNTED), T.is_excluded.is_(False), T.is_internal.is_(False), living)


def _out() -> ColumnElement[int]:
    return func.sum(case((T.amount_minor > 0, T.amount_minor), else_=0))


def _into() -> ColumnElement[int]:
    return func.sum(case((T.amount_minor < 0, -T.amount_minor), else_=0))
