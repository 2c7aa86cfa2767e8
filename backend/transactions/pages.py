"""Pages of transactions: by keyset, so that depth costs nothing, with statements that are made once for a kind of list.

To put a statement together takes SQLAlchemy longer than SQLite takes to answer it. What every page asks goes to the
connection, past the ORM, which would take as long again for the same rows.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.infra.sql import PreparedQuery
from backend.infra.sql_functions import unindexed
from backend.kit.page import BadCursor, Page, decode_cursor, encode_cursor
from backend.transactions.conditions import in_totals
from backend.transactions.filters import Filter
from backend.transactions.models import MonthlyTotal, Transaction
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
from backend.transactions.text_search import TextMatch

T = Transaction
_SORTS: dict[str, tuple[InstrumentedAttribute[Any], type]] = {
    "on": (T.on, str),
    "amount": (T.amount_minor, int),
    "description": (T.description, str),
}
# The first page is found soon by walking if so many fit, or a large part of all.
_SORT_LIMIT = 50_000
_LARGE_PART = 8
_CACHED_QUERIES = 256


def page(
    db: Session,
    user_id: int,
    filter: Filter,
    *,
    sort: str = "-on",
    limit: int = 100,
    cursor: str | None = None,
    offset: int = 0,
) -> Page[Json]:
    """Return one page of transactions, `sort` being on, amount or description, with a minus for descending.

    The page begins after the row of `cursor`, or else at position `offset` (0 is the first row).
    """
    scope = scope_of(db, user_id)
    text_match = find_matches(db, user_id, filter, has_parts=scope.has_parts)
    total = _count(db, user_id, filter, text_match, scope)
    # Few are fetched and put in order; among many the first page is soon found by walking in order.
    walks = not filter.has_several_values or total > _SORT_LIMIT
    if not walks and not cursor and not offset:
        walks = total * _LARGE_PART > _count(db, user_id, Filter(), None, scope)
    after = _after(cursor, sort) if cursor else {}
    build = _statement_builder(_page_query, text_match)
    wanted, skipped = limit + 1, 0 if after else offset
    # The nearer end is counted from, so that the last page costs no more than the first.
    is_reversed = skipped > total // 2
    if is_reversed:
        wanted = max(0, min(wanted, total - skipped))
        skipped = max(0, total - skipped - wanted)
    query = build(
        user_id,
        filter,
        text_match,
        scope,
        sort=sort,
        walks=walks,
        is_continued=bool(after),
        is_reversed=is_reversed,
        skips=skipped > 0,
    )
    rows = query.rows(db, limit=wanted, offset=skipped, **after)
    items = as_list(db, user_id, rows[:limit])
    return Page(items, _cursor_of(items[-1], sort) if len(rows) > limit else None, total)


def count(db: Session, user_id: int, filter: Filter) -> int:
    """Return how many transactions match."""
    scope = scope_of(db, user_id)
    return _count(db, user_id, filter, find_matches(db, user_id, filter, has_parts=scope.has_parts), scope)


def _count(db: Session, user_id: int, filter: Filter, text_match: TextMatch | None, scope: Scope) -> int:
    query = _statement_builder(_count_query, text_match)(user_id, filter, text_match, scope)
    count = int(query.rows(db)[0][0])
    if text_match is not None and has_fewer_others(filter, text_match, scope):
        return _count(db, user_id, without_words(filter), None, scope) - count
    return count


def _statement_builder(build: Any, text_match: TextMatch | None) -> Callable[..., PreparedQuery]:
    """Return the cached builder of a statement, or the uncached one for a search, whose statement never repeats."""
    builder: Callable[..., PreparedQuery] = build if text_match is None else build.__wrapped__
    return builder


@lru_cache(_CACHED_QUERIES)
def _count_query(user_id: int, filter: Filter, text_match: TextMatch | None, scope: Scope) -> PreparedQuery:
    if is_in_totals(filter, scope):
        total = func.coalesce(func.sum(MonthlyTotal.row_count), 0)
        return PreparedQuery(select(total).where(*in_totals(user_id, filter)))
    rows = others if text_match is not None and has_fewer_others(filter, text_match, scope) else visible
    return PreparedQuery(select(func.count()).select_from(T).where(*rows(user_id, filter, text_match, scope)))


@lru_cache(_CACHED_QUERIES)
def _page_query(
    user_id: int,
    filter: Filter,
    text_match: TextMatch | None,
    scope: Scope,
    *,
    sort: str,
    walks: bool,
    is_continued: bool,
    is_reversed: bool,
    skips: bool,
) -> PreparedQuery:
    """Return the statement of a page; its values are `limit`, `offset` and, if it continues, `after` and `after_id`.

    `is_reversed` counts the offset from the end of the list. The rows come in the order of `sort` either way.
    """
    column, is_descending = _SORTS[sort.lstrip("-")][0], sort[0] == "-"
    continued: list[ColumnElement[bool]] = []
    if is_continued:
        key, last = tuple_(column, T.id), tuple_(bindparam("after", None, type_=column.type), bindparam("after_id", 0))
        continued = [key < last if is_descending else key > last]
    wanted = select(T.id).where(*visible(user_id, filter, text_match, scope, walks=walks), *continued)
    first: ColumnElement[Any] = column.expression if walks else unindexed(column)
    wanted = wanted.order_by(*_ordered(first, T.id, is_descending != is_reversed))
    wanted = wanted.limit(bindparam("limit", 0)).offset(bindparam("offset", 0))
    if walks and not skips and not is_reversed:
        # No row is passed over that is not on the page, so each is fetched whole as it comes, already in order.
        whole = ROWS.where(*visible(user_id, filter, text_match, scope, walks=walks), *continued)
        return PreparedQuery(whole.order_by(*_ordered(first, T.id, is_descending)).limit(bindparam("limit", 0)))
    return PreparedQuery(ROWS.where(T.id.in_(wanted)).order_by(*_ordered(column, T.id, is_descending)))


def _ordered(first: Any, second: Any, is_descending: bool) -> tuple[Any, Any]:
    return (first.desc(), second.desc()) if is_descending else (first, second)


def _after(cursor: str, sort: str) -> dict[str, Any]:
    column, kind = _SORTS[sort.lstrip("-")]
    value, last_id = decode_cursor(cursor, kind, int)
    try:
        return {"after": date.fromisoformat(str(value)) if column is T.on else value, "after_id": last_id}
    except ValueError as error:
        raise BadCursor from error


def _cursor_of(last: Json, sort: str) -> str:
    key = {"on": last["on"], "amount": last["amount_minor"], "description": last["description"]}[sort.lstrip("-")]
    return encode_cursor(key.isoformat() if isinstance(key, date) else key, last["id"])
