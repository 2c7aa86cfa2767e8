"""Every SELECT over transactions but the pages of lists (see pages.py); sums come from the monthly totals."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra.sql import in_list, in_texts
from backend.infra.sql_functions import month_of, unindexed
from backend.kit.payment_words import names_merchant
from backend.payees import queries as payees
from backend.transactions.conditions import in_totals, of_parts
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.filters import Filter
from backend.transactions.models import CountedPart, Descriptor, MonthlyTotal, Transaction
from backend.transactions.reports import flow_of
from backend.transactions.review_state import Prediction, Waiting, WaitingGroup
from backend.transactions.rows import (
    ROWS,
    Json,
    Scope,
    as_list,
    has_fewer_others,
    is_in_totals,
    others,
    scope_of,
    visible,
    without_words,
)
from backend.transactions.search_conditions import find_matches
from backend.transactions.states import COUNTED
from backend.transactions.tagged_parts import ids_tagged_in_parts, tagged_sums

M = MonthlyTotal
P = CountedPart
T = Transaction
_EXPORT_STEP = 2000
_SUM_FIELDS = ("out_minor", "in_minor", "spent_minor", "income_minor", "waiting_count", "left_out_count")


def one(db: Session, user_id: int, transaction_id: int) -> Json:
    """Return one transaction as JSON. Raises NoSuchTransaction."""
    rows = by_ids(db, user_id, [transaction_id])
    if not rows:
        raise NoSuchTransaction
    return rows[0]


def by_ids(db: Session, user_id: int, ids: Sequence[int]) -> list[Json]:
    """Return these transactions as JSON, newest first; ids that do not exist are left out."""
    query = ROWS.where(*_visible(db, user_id, Filter()), T.id.in_(in_list(list(ids)))).order_by(
        T.on.desc(), T.id.desc()
    )
    return as_list(db, user_id, db.execute(query))


def each(db: Session, user_id: int, filter: Filter) -> Iterator[Json]:
    """Yield every matching transaction, oldest first, without holding them all."""
    after: tuple[date, int] | None = None
    wanted = _visible(db, user_id, filter, walks=True)
    while True:
        query = ROWS.where(*wanted).order_by(T.on, T.id).limit(_EXPORT_STEP)
        if after:
            query = query.where(tuple_(T.on, T.id) > after)
        rows = as_list(db, user_id, db.execute(query))
        yield from rows
        if len(rows) < _EXPORT_STEP:
            return
        after = (rows[-1]["on"], rows[-1]["id"])


def days(db: Session, user_id: int, filter: Filter) -> dict[int, tuple[date, date]]:
    """Return the first and the last day of each account that has matching rows."""
    query = select(T.account_id, func.min(T.on), func.max(T.on)).where(*_visible(db, user_id, filter))
    return {id_: (first, last) for id_, first, last in db.execute(query.group_by(T.account_id))}


def sums(db: Session, user_id: int, filter: Filter) -> list[Json]:
    """Return what all that match add up to, one entry for each currency.

    `out_minor` and `in_minor` are of every row, both positive; `spent_minor` and `income_minor` are what reports count
    of them. The counts say what reports leave out: rows that wait for review, and transfers or excluded rows.
    """
    kinds = dict(db.execute(select(Category.id, Category.kind).where(Category.user_id == user_id)).all())
    by_currency: dict[str, Json] = {}
    for (code, category_id, is_confirmed, is_left_out), (count, out, into) in _summed(db, user_id, filter).items():
        if not (count or out or into):
            continue
        entry = by_currency.setdefault(code, {"currency": code, **dict.fromkeys(_SUM_FIELDS, 0)})
        entry["out_minor"] += out
        entry["in_minor"] += into
        kind = kinds.get(category_id)
        if is_left_out or kind == "transfer":
            entry["left_out_count"] += count
        elif not is_confirmed:
            entry["waiting_count"] += count
        else:
            flow = flow_of(kind, out_minor=out, in_minor=into)
            entry["spent_minor"] += flow.spent_minor
            entry["income_minor"] += flow.income_minor
    return list(by_currency.values())


# Currency, category (0 without one), whether confirmed, whether left out of reports -> rows, money out, money in.
_Sums = dict[tuple[str, int, bool, bool], tuple[int, int, int]]


def _summed(db: Session, user_id: int, filter: Filter) -> _Sums:
    if filter.is_counted:
        return _totals(db, user_id, filter)
    scope = scope_of(db, user_id)
    text_match = find_matches(db, user_id, filter, has_parts=scope.has_parts)
    if text_match is None or not has_fewer_others(filter, text_match, scope):
        return _sums_of(db, user_id, filter, visible(user_id, filter, text_match, scope), scope)
    less = _sums_of(db, user_id, filter, others(user_id, filter, text_match, scope), scope)
    every = _totals(db, user_id, without_words(filter))
    return {group: _minus(amounts, less.get(group, (0, 0, 0))) for group, amounts in every.items()}


def _totals(db: Session, user_id: int, filter: Filter) -> _Sums:
    groups = (M.currency, M.category_id, M.status.in_(COUNTED), M.is_left_out)
    # Of a row with parts only one part is counted as a row, whatever its category is.
    rows = M.part_count if filter.names_category else M.row_count
    amounts = (func.sum(rows), func.sum(M.out_minor), func.sum(M.in_minor))
    return _by_group(db, select(*groups, *amounts).where(*in_totals(user_id, filter)).group_by(*groups))


def _sums_of(db: Session, user_id: int, filter: Filter, wanted: list[ColumnElement[bool]], scope: Scope) -> _Sums:
    """Return the sums of the wanted rows; of one with parts, of those in the filter's categories and with its tags."""
    whole = [*wanted, T.has_parts.is_(False)] if scope.has_parts else wanted
    sums = _row_sums(db, func.coalesce(T.category_id, 0), T.amount_minor.expression, select(T.id).where(*whole))
    if not scope.has_parts:
        return sums
    partly = ids_tagged_in_parts(db, user_id, filter, wanted) if filter.tags else []
    of_filter = of_parts(user_id, filter) if filter.names_category else []
    if partly:
        of_filter.append(T.id.not_in(in_list(partly)))
    parts = select(T.id).join(P, P.transaction_id == T.id).where(*wanted, T.has_parts.is_(True), *of_filter)
    for group, amounts in _row_sums(db, P.category_id.expression, P.amount_minor.expression, parts).items():
        before = sums.get(group, (0, 0, 0))
        sums[group] = _plus(before, amounts)
    for each in tagged_sums(db, user_id, filter, partly) if partly else ():
        group = (each.currency, each.category_id, each.is_confirmed, each.is_left_out)
        amounts = (1, max(each.amount_minor, 0), max(-each.amount_minor, 0))
        sums[group] = _plus(sums.get(group, (0, 0, 0)), amounts)
    return sums


def _row_sums(db: Session, category: ColumnElement[Any], amount: ColumnElement[int], rows: Select[Any]) -> _Sums:
    """Return the sums of rows. One number stands for category and marks: SQLite groups by it in half the time."""
    marks = case((T.status.in_(COUNTED), 2), else_=0) + case((or_(T.is_excluded, T.is_internal), 1), else_=0)
    group = (category * 4 + marks).label("category_and_marks")
    amounts = (func.count(), func.sum(amount), func.sum(func.abs(amount)))
    query = rows.with_only_columns(T.currency, group, *amounts).group_by(T.currency, group)
    return {
        (code, number // 4, bool(number & 2), bool(number & 1)): (count, (size + net) // 2, (size - net) // 2)
        for code, number, count, net, size in db.execute(query)
    }


def _by_group(db: Session, query: Select[*tuple[Any, ...]]) -> _Sums:
    return {
        (code, category_id, bool(is_confirmed), bool(is_left_out)): (rows, out, into)
        for code, category_id, is_confirmed, is_left_out, rows, out, into in db.execute(query)
    }


def _plus(amounts: tuple[int, int, int], more: tuple[int, int, int]) -> tuple[int, int, int]:
    return amounts[0] + more[0], amounts[1] + more[1], amounts[2] + more[2]


def _minus(amounts: tuple[int, int, int], less: tuple[int, int, int]) -> tuple[int, int, int]:
    return amounts[0] - less[0], amounts[1] - less[1], amounts[2] - less[2]


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


def timeline(db: Session, user_id: int, filter: Filter, *, by: Literal["day", "month"]) -> list[Json]:
    """Return how many matching transactions each day or month has, newest first; periods without any are left out."""
    if by == "month" and is_in_totals(filter, scope_of(db, user_id)):
        period: ColumnElement[Any] = MonthlyTotal.month.expression
        query = select(period, func.sum(MonthlyTotal.row_count)).where(*in_totals(user_id, filter))
    else:
        period = T.on.expression if by == "day" else month_of(T.on)
        query = select(period, func.count()).where(*_visible(db, user_id, filter, walks=True))
    rows = db.execute(query.group_by(period).order_by(period.desc()))
    return [{"period": str(name), "count": count} for name, count in rows]


def ids(db: Session, user_id: int, filter: Filter, *, limit: int | None = None) -> list[int]:
    """Return the ids of all that match, newest first."""
    return list(
        db.scalars(select(T.id).where(*_visible(db, user_id, filter)).order_by(T.on.desc(), T.id.desc()).limit(limit))
    )


def living_among(db: Session, user_id: int, ids: Sequence[int]) -> list[int]:
    """Return those of these ids whose transaction exists in an account that is not deleted, in ascending order."""
    wanted = (unindexed(T.user_id) == user_id, T.id.in_(in_list(list(ids))), T.account_id.in_(living_ids(user_id)))
    return list(db.scalars(select(T.id).where(*wanted).order_by(T.id)))


def count_sure(db: Session, user_id: int, *, min_confidence: float) -> int:
    """Return how many waiting rows have a prediction that is at least this sure; answered by an index alone."""
    return db.scalar(select(func.count()).where(*_sure(db, user_id, min_confidence))) or 0


def sure_ids(db: Session, user_id: int, *, min_confidence: float) -> list[int]:
    """Return the waiting rows whose prediction is at least this sure."""
    return list(db.scalars(select(T.id).where(*_sure(db, user_id, min_confidence)).order_by(T.id)))


def waiting_of(db: Session, user_id: int, merchant_keys: Collection[str]) -> list[WaitingGroup]:
    """Return what waits for review of these merchants, in groups of one text, direction and prediction."""
    keys = in_texts(payees.keys_like(db, user_id, merchant_keys))
    texts = select(Descriptor.id).where(Descriptor.user_id == user_id, Descriptor.merchant_key.in_(keys))
    wanted = visible(user_id, Filter(), None, scope_of(db, user_id))
    is_money_in = T.amount_minor < 0
    prediction = (T.predicted_category_id, T.categorization_tier, T.prediction_confidence, T.reason)
    query = (
        select(T.descriptor_id, T.currency, is_money_in, *prediction, func.min(T.amount_minor))
        # Rows of one merchant are fewer than all that wait; SQLite thinks otherwise.
        .where(*wanted, T.descriptor_id.in_(texts), unindexed(T.status) == "pending_review")
        .group_by(T.descriptor_id, T.currency, is_money_in, *prediction)
    )
    groups = db.execute(query).all()
    named = select(Descriptor.id, Descriptor.description, Descriptor.merchant_name)
    in_them = Descriptor.id.in_(in_list([group.descriptor_id for group in groups]))
    names = {id_: (text, payee or None) for id_, text, payee in db.execute(named.where(in_them))}
    return [
        WaitingGroup(id_, *names[id_], currency, bool(is_in), Prediction(category_id, tier, sure, reason), minor)
        for id_, currency, is_in, category_id, tier, sure, reason, minor in groups
    ]


def waiting_after(db: Session, user_id: int, after_id: int, limit: int) -> list[Waiting]:
    """Return the next rows that wait for review, by id."""
    query = (
        select(
            T.id, Descriptor.description, Descriptor.merchant_name, T.amount_minor, T.currency, T.on, T.account_id,
            T.predicted_category_id, T.categorization_tier, T.prediction_confidence, T.reason,
        )
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(T.user_id == user_id, T.id > after_id, unindexed(T.status) == "pending_review")
        .order_by(T.id)
        .limit(limit)
    )  # fmt: skip
    return [
        Waiting(id_, text, payee or None, (amount, currency, on, account_id), Prediction(*prediction))
        for id_, text, payee, amount, currency, on, account_id, *prediction in db.execute(query)
    ]


def in_groups(user_id: int, groups: Sequence[WaitingGroup]) -> list[ColumnElement[bool]]:
    """Return the conditions on the rows of these groups, which differ in their texts only."""
    first = groups[0]
    was = first.prediction
    return [
        T.user_id == user_id,
        T.descriptor_id.in_(in_list([group.descriptor_id for group in groups])),
        unindexed(T.status) == "pending_review",
        T.currency == first.currency,
        T.amount_minor < 0 if first.is_money_in else T.amount_minor >= 0,
        unindexed(T.predicted_category_id).is_not_distinct_from(was.category_id),
        T.categorization_tier.is_not_distinct_from(was.tier),
        T.prediction_confidence.is_not_distinct_from(was.confidence),
        T.reason.is_not_distinct_from(was.reason),
        T.account_id.in_(living_ids(user_id)),
    ]


def amounts_of_group(db: Session, user_id: int, group: WaitingGroup) -> list[tuple[int, int]]:
    """Return id and amount of each row of a group."""
    return [(id_, minor) for id_, minor in db.execute(select(T.id, T.amount_minor).where(*in_groups(user_id, [group])))]


def similar(db: Session, user_id: int, transaction_id: int, *, limit: int) -> Json:
    """Return the newest other rows of the same merchant that are in another category or in none.

    A row that names no merchant (a check, a transfer) is like no other.
    """
    row = one(db, user_id, transaction_id)
    if not names_merchant(row["merchant_key"]):
        return {"items": [], "next_cursor": None, "total": 0, "sums": None}
    same = Filter(merchant_key=row["merchant_key"])
    wanted = [*_visible(db, user_id, same), T.id != row["id"]]
    if row["category_id"] is not None:
        wanted.append(or_(T.category_id.is_(None), T.category_id != row["category_id"]))
    total = db.scalar(select(func.count()).select_from(T).where(*wanted)) or 0
    newest = select(T.id).where(*wanted).order_by(unindexed(T.on).desc(), T.id.desc()).limit(limit)
    rows = db.execute(ROWS.where(T.id.in_(newest)).order_by(T.on.desc(), T.id.desc()))
    return {"items": as_list(db, user_id, rows), "next_cursor": None, "total": total, "sums": None}


def _sure(db: Session, user_id: int, min_confidence: float) -> list[ColumnElement[bool]]:
    deleted_account_ids = scope_of(db, user_id).deleted_account_ids
    wanted = [
        T.user_id == user_id,
        # The index of waiting predictions is found by these words, so no parameter may stand in their place.
        T.status == literal_column("'pending_review'"),
        T.predicted_category_id.is_not(None),
        T.prediction_confidence >= min_confidence,
    ]
    return [*wanted, T.account_id.not_in(deleted_account_ids)] if deleted_account_ids else wanted


def _visible(db: Session, user_id: int, filter: Filter, *, walks: bool = False) -> list[ColumnElement[bool]]:
    scope = scope_of(db, user_id)
    text_match = find_matches(db, user_id, filter, has_parts=scope.has_parts)
    return visible(user_id, filter, text_match, scope, walks=walks)
