"""HTTP for transactions: lists, single rows, and the log of deleted ones. Edits are in backend/editing."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from backend.infra.database import ReadSession
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response
from backend.transactions import pages, queries, search_completion, soft_delete, splits, tags
from backend.transactions.filters import Filter
from backend.transactions.query_params import (
    FILTER_PARAMETERS,
    LIST_PARAMETERS,
    PAGE_PARAMETERS,
    TIMELINE_PARAMETERS,
    FilterQuery,
    ListQuery,
    PageIn,
    PageQuery,
    TimelineQuery,
)
from backend.transactions.schemas import (
    DeletedPage,
    EarlierSplitOut,
    PeriodCountOut,
    PurgedOut,
    SearchFieldOut,
    SumOut,
    TagOut,
    TransactionOut,
    TransactionPage,
    YearOut,
)

router = Router(prefix="/api/transactions", tags=["transactions"])
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=2000)]


@router.get("", response_model=TransactionPage, openapi_extra=LIST_PARAMETERS)
def list_transactions(db: ReadSessionDep, user_id: CurrentUserId, query: ListQuery) -> Response:
    """Return one page of transactions; with `sums` also what all that match add up to."""
    conditions = query.filter()
    return _page(db, user_id, conditions, query, queries.sums(db, user_id, conditions) if query.sums else None)


@router.get("/pending", response_model=TransactionPage, openapi_extra=PAGE_PARAMETERS)
def list_pending(db: ReadSessionDep, user_id: CurrentUserId, query: PageQuery) -> Response:
    """Return one page of the rows that wait for review."""
    return _page(db, user_id, replace(query.filter(), status=("pending_review",)), query)


@router.get("/staged", response_model=TransactionPage, openapi_extra=PAGE_PARAMETERS)
def list_staged(db: ReadSessionDep, user_id: CurrentUserId, query: PageQuery) -> Response:
    """Return one page of the rows that are staged."""
    return _page(db, user_id, replace(query.filter(), status=("pending_save",)), query)


@router.get("/years", response_model=list[YearOut])
def list_years(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the years that have rows, newest first."""
    return json_response(queries.years(db, user_id))


@router.get("/timeline", response_model=list[PeriodCountOut], openapi_extra=TIMELINE_PARAMETERS)
def list_timeline(db: ReadSessionDep, user_id: CurrentUserId, query: TimelineQuery) -> Response:
    """Return how many transactions of a filter each month or day has, newest first."""
    return json_response(queries.timeline(db, user_id, query.filter(), by=query.by))


@router.get("/sums", response_model=list[SumOut], openapi_extra=FILTER_PARAMETERS)
def list_sums(db: ReadSessionDep, user_id: CurrentUserId, query: FilterQuery) -> Response:
    """Return money out and in of all transactions of a filter, one entry for each currency."""
    return json_response(queries.sums(db, user_id, query.filter()))


@router.get("/search-fields", response_model=list[SearchFieldOut])
def list_search_fields() -> Response:
    """Return the fields of the query language, for completion and help."""
    return json_response(search_completion.fields())


@router.get("/search-values", response_model=list[str])
def list_search_values(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    field: Annotated[str, Query(max_length=20)],
    typed: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Return values of a field that go with what was typed."""
    return json_response(search_completion.values(db, user_id, field, typed))


@router.get("/{transaction_id:int}", response_model=TransactionOut)
def get_transaction(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return one transaction."""
    return json_response(queries.one(db, user_id, transaction_id))


@router.get("/{transaction_id:int}/similar", response_model=TransactionPage)
def list_similar(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId, limit: Limit = 100) -> Response:
    """Return the other rows of the same merchant that are not in this row's category."""
    return json_response(queries.similar(db, user_id, transaction_id, limit=limit))


@router.get("/tags", response_model=list[TagOut])
def list_tags(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return every tag in use with how many transactions have it."""
    return json_response(tags.all_tags(db, user_id))


@router.get("/{transaction_id:int}/earlier-split", response_model=EarlierSplitOut | None)
def get_earlier_split(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return how the newest other transaction of this merchant was split, in parts of this one's amount."""
    return json_response(splits.like_last_time(db, user_id, transaction_id))


@router.get("/deleted", response_model=DeletedPage)
def list_deleted(db: ReadSessionDep, user_id: CurrentUserId, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Return one page of the deleted rows, newest first."""
    page = soft_delete.page(db, user_id, limit=limit, cursor=cursor)
    return json_response({"items": page.items, "next_cursor": page.next_cursor, "total": page.total})


@router.delete("/deleted/{deleted_id:int}", response_model=PurgedOut)
def purge_one(db: WriteSessionDep, user_id: CurrentUserId, deleted_id: RowId) -> Response:
    """Forget one deleted row for good."""
    return json_response({"status": "ok", "purged": soft_delete.purge(db, user_id, [deleted_id])})


@router.delete("/deleted", response_model=PurgedOut)
def purge_all(db: WriteSessionDep, user_id: CurrentUserId) -> Response:
    """Forget all deleted rows for good."""
    return json_response({"status": "ok", "purged": soft_delete.purge(db, user_id, None)})


def _page(
    db: ReadSession, user_id: int, filter: Filter, query: PageIn, sums: list[dict[str, Any]] | None = None
) -> Response:
    found = pages.page(
        db, user_id, filter, sort=query.sort, limit=query.limit, cursor=query.cursor, offset=query.offset
    )
    return json_response({"items": found.items, "next_cursor": found.next_cursor, "total": found.total, "sums": sums})
