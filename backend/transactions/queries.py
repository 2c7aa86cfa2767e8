"""Every SELECT over transactions. Lists are plain columns and keyset pages; sums come from the monthly totals.

What every page asks goes to the connection, past the ORM, which would take as long again for the same rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import unindexed
from backend.kit.page import BadCursor, Page, decode_cursor, encode_cursor
from backend.kit.text import merchant_title
from backend.transactions.conditions import conditions, in_totals
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.filters import Filter
from backend.transactions.models import Descriptor, MonthlyTotal, Transaction
from backend.transactions.worded import Worded, look_up

Json = dict[str, Any]
T = Transaction
_category = aliased(Category)
_parent = aliased(Category)
_guess = aliased(Category)
_guess_parent = aliased(Category)
_COLUMNS = {
    "id": T.id,
    "account_id": T.account_id,
    "account_name": Account.name,
    "on": T.on,
    "authorized_on": T.authorized_on,
    "description": T.description,
    "merchant_name": T.merchant_name,
    "merchant_key": Descriptor.merchant_key,
    "amount_minor": T.amount_minor,
    "currency": T.currency,
    "original_amount_minor": T.original_amount_minor,
    "original_currency": T.original_currency,
    "balance_minor": T.balance_minor,
    "category_id": T.category_id,
    "category_name": _category.display_name,
    "category_short_desc": _category.short_desc,
    "category_color": func.coalesce(_category.color, _parent.color),
    "parent_category_name": _parent.display_name,
    "predicted_category_id": T.predicted_category_id,
    "predicted_category_name": _guess.display_name,
    "predicted_category_short_desc": _guess.short_desc,
    "predicted_category_color": func.coalesce(_guess.color, _guess_parent.color),
    "predicted_parent_category_name": _guess_parent.display_name,
    "status": T.status,
    "source": T.source,
    "categorization_tier": T.categorization_tier,
    "prediction_confidence": T.prediction_confidence,
    "reason": T.reason,
    "locked_fields": T.locked_fields,
    "notes": T.notes,
    "is_pending": T.is_pending,
    "is_internal": T.is_internal,
    "is_excluded": T.is_excluded,
    "import_id": T.import_id,
    "created_at": T.created_at,
}
_NAMES = tuple(_COLUMNS)
# Outer joins, so that the list itself always leads and its index gives the order.
_ROWS: Select[*tuple[Any, ...]] = (
    select(*(column.label(name) for name, column in _COLUMNS.items()))
    .select_from(T)
    .outerjoin(Account, Account.id == T.account_id)
    .outerjoin(Descriptor, Descriptor.id == T.descriptor_id)
    .outerjoin(_category, _category.id == T.category_id)
    .outerjoin(_parent, _parent.id == _category.parent_id)
    .outerjoin(_guess, _guess.id == T.predicted_category_id)
    .outerjoin(_guess_parent, _guess_parent.id == _guess.parent_id)
)
_SORTS: dict[str, tuple[InstrumentedAttribute[Any], type]] = {
    "on": (T.on, str),
    "amount": (T.amount_minor, int),
    "description": (T.description, str),
}
_EXPORT_STEP = 2000
_FEW = 50_000


def page(
    db: Session, user_id: int, filter: Filter, *, sort: str = "-on", limit: int = 100, cursor: str | None = None
) -> Page[Json]:
    """Return one page of transactions, `sort` being on, amount or description, with a minus for descending."""
    column, kind = _SORTS[sort.lstrip("-")]
    worded = look_up(db, user_id, filter)
    total = _count(db, user_id, filter, worded)
    # Few are fetched and put in order; among many the first page is soon found by walking in order.
    walks = total > _FEW or not filter.has_several_values
    wanted = select(T.id).where(*_visible(db, user_id, filter, worded, walks=walks))
    if cursor:
        wanted = wanted.where(_beyond(column, decode_cursor(cursor, kind, int), descending=sort[0] == "-"))
    first: ColumnElement[Any] = column.expression if walks else unindexed(column)
    wanted = wanted.order_by(*_ordered(first, T.id, descending=sort[0] == "-")).limit(limit + 1)
    rows = (
        db.connection()
        .execute(_ROWS.where(T.id.in_(wanted)).order_by(*_ordered(column, T.id, descending=sort[0] == "-")))
        .all()
    )
    items = [_json(row) for row in rows[:limit]]
    following = None
    if len(rows) > limit:
        last = items[-1]
        key = {"on": last["on"], "amount": last["amount_minor"], "description": last["description"]}[sort.lstrip("-")]
        following = encode_cursor(key.isoformat() if isinstance(key, date) else key, last["id"])
    return Page(items, following, total)


def one(db: Session, user_id: int, transaction_id: int) -> Json:
    """Return one transaction as JSON. Raises NoSuchTransaction."""
    found = by_ids(db, user_id, [transaction_id])
    if not found:
        raise NoSuchTransaction
    return found[0]


def by_ids(db: Session, user_id: int, ids: Sequence[int]) -> list[Json]:
    """Return these transactions as JSON, newest first; ids that do not exist are left out."""
    query = _ROWS.where(*_visible(db, user_id, Filter(), None), T.id.in_(ids)).order_by(T.on.desc(), T.id.desc())
    return [_json(row) for row in db.execute(query)]


def each(db: Session, user_id: int, filter: Filter) -> Iterator[Json]:
    """Yield every matching transaction, oldest first, without holding them all."""
    after: tuple[date, int] | None = None
    visible = _visible(db, user_id, filter, look_up(db, user_id, filter), walks=True)
    while True:
        query = _ROWS.where(*visible).order_by(T.on, T.id).limit(_EXPORT_STEP)
        if after:
            query = query.where(tuple_(T.on, T.id) > after)
        rows = [_json(row) for row in db.execute(query)]
        yield from rows
        if len(rows) < _EXPORT_STEP:
            return
        after = (rows[-1]["on"], rows[-1]["id"])


def count(db: Session, user_id: int, filter: Filter) -> int:
    """Return how many transactions match."""
    return _count(db, user_id, filter, look_up(db, user_id, filter))


def sums(db: Session, user_id: int, filter: Filter) -> list[Json]:
    """Return money out and in of all that match, one entry for each currency; both are positive."""
    if filter.is_counted:
        sums_of = (MonthlyTotal.currency, func.sum(MonthlyTotal.out_minor), func.sum(MonthlyTotal.in_minor))
        query: Select[*tuple[Any, ...]] = (
            select(*sums_of).where(*in_totals(user_id, filter)).group_by(MonthlyTotal.currency)
        )
    else:
        out = func.sum(func.max(T.amount_minor, 0))
        into = func.sum(func.max(-T.amount_minor, 0))
        visible = _visible(db, user_id, filter, look_up(db, user_id, filter))
        query = select(T.currency, out, into).where(*visible).group_by(T.currency)
    return [{"currency": code, "out_minor": out, "in_minor": into} for code, out, into in db.execute(query)]


def status_counts(db: Session, user_id: int) -> dict[str, int]:
    """Return how many rows there are in each status."""
    query = (
        select(MonthlyTotal.status, func.sum(MonthlyTotal.row_count))
        .where(MonthlyTotal.user_id == user_id)
        .group_by(MonthlyTotal.status)
    )
    return dict(db.execute(query).all())


def years(db: Session, user_id: int) -> list[Json]:
    """Return each year with its rows and those among them that wait for review, newest first."""
    year = func.substr(MonthlyTotal.month, 1, 4)
    pending = func.sum(MonthlyTotal.row_count).filter(MonthlyTotal.status == "pending_review")
    query = (
        select(year, func.sum(MonthlyTotal.row_count), func.coalesce(pending, 0))
        .where(MonthlyTotal.user_id == user_id)
        .group_by(year)
        .order_by(year.desc())
    )
    return [{"year": int(text), "total": total, "pending": waiting} for text, total, waiting in db.execute(query)]


def ids(db: Session, user_id: int, filter: Filter, *, limit: int | None = None) -> list[int]:
    """Return the ids of all that match, newest first."""
    visible = _visible(db, user_id, filter, look_up(db, user_id, filter))
    return list(db.scalars(select(T.id).where(*visible).order_by(T.on.desc(), T.id.desc()).limit(limit)))


def _count(db: Session, user_id: int, filter: Filter, worded: Worded | None) -> int:
    if filter.is_counted:
        query = select(func.coalesce(func.sum(MonthlyTotal.row_count), 0)).where(*in_totals(user_id, filter))
    else:
        query = select(func.count()).select_from(T).where(*_visible(db, user_id, filter, worded))
    return db.connection().scalar(query) or 0


def _visible(
    db: Session, user_id: int, filter: Filter, worded: Worded | None, *, walks: bool = False
) -> list[ColumnElement[bool]]:
    """The filter's conditions, and that the account has not been deleted."""
    closed = select(Account.id).where(Account.user_id == user_id, Account.deleted_at.is_not(None))
    gone = db.connection().scalars(closed).all()
    found = conditions(user_id, filter, walks=walks)
    if worded is not None:
        found.append(worded.condition(unindexed(T.descriptor_id) if walks else T.descriptor_id.expression))
    return [*found, T.account_id.not_in(gone)] if gone else found


def _ordered(first: Any, second: Any, *, descending: bool) -> tuple[Any, Any]:
    return (first.desc(), second.desc()) if descending else (first, second)


def _beyond(column: InstrumentedAttribute[Any], key: tuple[str | int, ...], *, descending: bool) -> ColumnElement[bool]:
    try:
        value: Any = date.fromisoformat(str(key[0])) if column is T.on else key[0]
    except ValueError as error:
        raise BadCursor from error
    return tuple_(column, T.id) < (value, key[1]) if descending else tuple_(column, T.id) > (value, key[1])


def _json(row: Any) -> Json:
    found = dict(zip(_NAMES, row, strict=True))
    found["merchant_name"] = found["merchant_name"] or merchant_title(found["description"])
    found["locked_fields"] = found["locked_fields"] or []
    return found


def similar(db: Session, user_id: int, transaction_id: int, *, limit: int) -> Json:
    """Return the newest other rows of the same merchant that are in another category or in none."""
    row = one(db, user_id, transaction_id)
    same = Filter(merchant_key=row["merchant_key"])
    found = [*_visible(db, user_id, same, look_up(db, user_id, same)), T.id != row["id"]]
    if row["category_id"] is not None:
        found.append(or_(T.category_id.is_(None), T.category_id != row["category_id"]))
    total = db.scalar(select(func.count()).select_from(T).where(*found)) or 0
    newest = select(T.id).where(*found).order_by(unindexed(T.on).desc(), T.id.desc()).limit(limit)
    rows = db.execute(_ROWS.where(T.id.in_(newest)).order_by(T.on.desc(), T.id.desc()))
    return {"items": [_json(each_row) for each_row in rows], "next_cursor": None, "total": total, "sums": None}
