"""Sums over many rows: from the monthly totals where months are whole, from the rows where they are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.kit.period import first_day, last_day, month_of
from backend.payees.models import Payee, PayeeSpelling
from backend.transactions.counted import counted_totals, entries
from backend.transactions.models import Descriptor, MonthlyTotal, Transaction

Json = dict[str, Any]
M = MonthlyTotal
S = PayeeSpelling
T = Transaction
NO_CATEGORY = 0


class Range(NamedTuple):
    """Days, both included."""

    start: date
    end: date

    @property
    def whole_months(self) -> tuple[str, str] | None:
        """Return first and last month if the range is made of whole months."""
        first, last = month_of(self.start), month_of(self.end)
        return (first, last) if self.start == first_day(first) and self.end == last_day(last) else None


@dataclass(frozen=True, slots=True)
class Spent:
    """Money out and in of one category, both positive, and how many transactions have a part of it."""

    out_minor: int
    in_minor: int
    count: int


def by_currency(
    db: Session, user_id: int, days: Range, *, account_id: int | None = None
) -> dict[str, dict[int, Spent]]:
    """Return the sums of each currency and category (0: none) in these days."""
    months = days.whole_months
    if months:
        query = select(
            M.currency, M.category_id, func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.part_count)
        ).where(M.user_id == user_id, M.month >= months[0], M.month <= months[1], counted_totals())
        query = query.where(M.account_id == account_id) if account_id else query
        query = query.group_by(M.currency, M.category_id)
    else:
        each = _entries(user_id, days, account_id)
        query = select(each.currency, each.category_id, _out(each), _into(each), func.sum(each.part_count))
        query = query.group_by(each.currency, each.category_id)
    found: dict[str, dict[int, Spent]] = {}
    for currency, category_id, out, into, count in db.execute(query):
        found.setdefault(currency, {})[category_id] = Spent(out, into, count)
    return found


def last_id(db: Session, user_id: int) -> int:
    """Return the highest id of a transaction, 0 without any."""
    return db.scalar(select(func.max(T.id)).where(T.user_id == user_id)) or 0


def new_rows(db: Session, user_id: int, *, after_id: int, currency: str) -> Json:
    """Return how many transactions with a higher id there are and how they were filed, and their sums in a currency."""
    is_own = (T.currency == currency) & T.is_excluded.is_(False)
    is_filed = T.status.in_(("confirmed", "auto_confirmed"))
    is_moved = is_own & T.is_internal.is_(True)
    is_spent = is_own & T.is_internal.is_(False)

    def minor(which: ColumnElement[bool], sign: int) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((which & (sign * T.amount_minor > 0), sign * T.amount_minor), else_=0)), 0)

    query = select(
        func.count().label("count"),
        func.count(case((is_filed, 1))).label("filed"),
        minor(is_spent, -1).label("in_minor"),
        minor(is_spent, 1).label("out_minor"),
        minor(is_moved, 1).label("moved_minor"),
    ).where(T.user_id == user_id, T.id > after_id, T.account_id.in_(living_ids(user_id)))
    return dict(db.execute(query).one()._mapping)


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
    query = select(M.month, M.category_id, func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.part_count)).where(
        M.user_id == user_id, M.currency == currency, counted_totals()
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
        select(M.month, M.category_id, func.sum(M.out_minor), func.sum(M.in_minor), func.sum(M.part_count), M.currency)
        .where(M.user_id == user_id, M.month >= first, M.month <= last, counted_totals())
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
    """Yield the payees of these categories with what was spent there, most first. [0] is spending without one."""
    found = entries(
        user_id, start=days.start, end=days.end, account_id=account_id, category_ids=category_ids, is_counted=True
    )
    each = found.c
    total = func.sum(each.amount_minor)
    query = (
        select(
            func.max(Descriptor.merchant_key),
            func.coalesce(func.max(Payee.name), func.max(T.merchant_name)),
            total,
            func.sum(each.part_count),
            func.max(each.on),
            func.max(T.description),
        )
        .select_from(found)
        .join(T, T.id == each.transaction_id)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .outerjoin(S, (S.user_id == user_id) & (S.merchant_key == Descriptor.merchant_key))
        .outerjoin(Payee, Payee.id == S.payee_id)
        .where(each.currency == currency)
        .group_by(S.payee_id, case((S.payee_id.is_(None), Descriptor.merchant_key)))
        .order_by(total.desc())
        .limit(limit)
    )
    if category_ids == [NO_CATEGORY]:
        query = query.where(each.amount_minor > 0)
    for key, name, spent, count, last_on, description in db.execute(query):
        yield {
            "merchant_key": key,
            "name": name,
            "description": description,
            "total_minor": spent,
            "count": count,
            "last_on": last_on,
        }


def by_day(
    db: Session, user_id: int, days: Range, *, currency: str, account_id: int | None = None
) -> dict[date, dict[int, Spent]]:
    """Return the sums of each day and category (0: none)."""
    each = _entries(user_id, days, account_id)
    query = (
        select(each.on, each.category_id, _out(each), _into(each), func.sum(each.part_count))
        .where(each.currency == currency)
        .group_by(each.on, each.category_id)
    )
    found: dict[date, dict[int, Spent]] = {}
    for on, category_id, out, into, count in db.execute(query):
        found.setdefault(on, {})[category_id] = Spent(out, into, count)
    return found


def uncategorized_out_count(
    db: Session, user_id: int, days: Range, *, currency: str, account_id: int | None = None
) -> int:
    """Return how many counted rows of money out have no category."""
    each = _entries(user_id, days, account_id, [NO_CATEGORY])
    query = select(func.sum(each.part_count)).where(each.amount_minor > 0, each.currency == currency)
    return db.scalar(query) or 0


def status_counts(
    db: Session, user_id: int, days: Range, *, currency: str, account_id: int | None = None
) -> dict[str, int]:
    """Return how many rows of these days there are in each status; what is to review or staged is in no sum."""
    months = days.whole_months
    if months:
        query = select(M.status, func.sum(M.row_count)).where(
            M.user_id == user_id, M.month >= months[0], M.month <= months[1], M.currency == currency
        )
        query = query.where(M.account_id == account_id) if account_id else query
        return dict(db.execute(query.group_by(M.status)).all())
    per_row = select(T.status, func.count()).where(
        T.user_id == user_id,
        T.on >= days.start,
        T.on <= days.end,
        T.currency == currency,
        T.account_id.in_(living_ids(user_id)),
    )
    per_row = per_row.where(T.account_id == account_id) if account_id else per_row
    return dict(db.execute(per_row.group_by(T.status)).all())


def categories(db: Session, user_id: int) -> dict[int, Category]:
    """Return all categories by id."""
    return {category.id: category for category in db.scalars(select(Category).where(Category.user_id == user_id))}


def _entries(
    user_id: int, days: Range, account_id: int | None, category_ids: list[int] | None = None
) -> ReadOnlyColumnCollection[str, Any]:
    found = entries(
        user_id, start=days.start, end=days.end, account_id=account_id, category_ids=category_ids, is_counted=True
    )
    return found.c


def _out(each: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[int]:
    return func.sum(case((each.amount_minor > 0, each.amount_minor), else_=0))


def _into(each: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[int]:
    return func.sum(case((each.amount_minor < 0, -each.amount_minor), else_=0))
