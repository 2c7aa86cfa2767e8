"""HTTP for transactions: lists, single rows, typed ones, edits."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend.categories.queries import id_of
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, RowId, WriteSessionDep, json_response
from backend.transactions import pages, queries, service, soft_delete
from backend.transactions.errors import NoSuchTransaction
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
    ChangedTransaction,
    DeletedIdsIn,
    DeletedOut,
    DeletedPage,
    EditIn,
    IdsIn,
    ManualIn,
    PeriodCountOut,
    PurgedOut,
    RestoredOut,
    SumOut,
    TransactionOut,
    TransactionPage,
    YearOut,
)

router = APIRouter(prefix="/api/transactions", tags=["transactions"])
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


@router.get("/{transaction_id:int}", response_model=TransactionOut)
def get_transaction(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return one transaction."""
    return json_response(queries.one(db, user_id, transaction_id))


@router.get("/{transaction_id:int}/similar", response_model=TransactionPage)
def list_similar(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId, limit: Limit = 100) -> Response:
    """Return the other rows of the same merchant that are not in this row's category."""
    return json_response(queries.similar(db, user_id, transaction_id, limit=limit))


@router.post("", status_code=201, response_model=ChangedTransaction)
def add_transaction(db: WriteSessionDep, user_id: CurrentUserId, body: ManualIn) -> Response:
    """Add a row that a person typed."""
    with record_changes(db, user_id, "Added 1 transaction") as recorder:
        new_id = service.add_manual(
            db,
            user_id,
            **body.model_dump(exclude={"category_short_desc"}),
            category_id=id_of(db, user_id, body.category_short_desc) if body.category_short_desc else None,
            recorder=recorder,
        )
    return json_response({"transaction": queries.one(db, user_id, new_id), "change_id": recorder.change_id}, 201)


@router.patch("/{transaction_id:int}", response_model=ChangedTransaction)
def edit_transaction(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: EditIn) -> Response:
    """Change text, payee, notes or whether the row counts; day and amount of typed rows too."""
    changes = body.model_dump(exclude_unset=True)
    clearable = {"notes", "merchant_name"}
    changes = {name: value or None if name in clearable else value for name, value in changes.items()}
    changes = {name: value for name, value in changes.items() if value is not None or name in clearable}
    with record_changes(db, user_id, "Edited 1 transaction") as recorder:
        service.edit(db, user_id, transaction_id, changes, recorder=recorder)
    return json_response({"transaction": queries.one(db, user_id, transaction_id), "change_id": recorder.change_id})


@router.delete("/{transaction_id:int}", response_model=DeletedOut)
def delete_transaction(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Move one row to the deleted ones."""
    return _delete(db, user_id, [transaction_id])


@router.post("/bulk-delete", response_model=DeletedOut)
def delete_transactions(db: WriteSessionDep, user_id: CurrentUserId, body: IdsIn) -> Response:
    """Move many rows to the deleted ones; ids that do not exist are skipped."""
    return _delete(db, user_id, body.transaction_ids)


@router.get("/deleted", response_model=DeletedPage)
def list_deleted(db: ReadSessionDep, user_id: CurrentUserId, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Return one page of the deleted rows, newest first."""
    page = soft_delete.page(db, user_id, limit=limit, cursor=cursor)
    return json_response({"items": page.items, "next_cursor": page.next_cursor, "total": page.total})


@router.post("/restore/{deleted_id:int}", response_model=RestoredOut)
def restore_transaction(db: WriteSessionDep, user_id: CurrentUserId, deleted_id: RowId) -> Response:
    """Bring one deleted row back exactly as it was."""
    return _restored(soft_delete.restore(db, user_id, [deleted_id]))


@router.post("/bulk-restore", response_model=RestoredOut)
def restore_transactions(db: WriteSessionDep, user_id: CurrentUserId, body: DeletedIdsIn) -> Response:
    """Bring many deleted rows back; those whose account is gone stay deleted."""
    return _restored(soft_delete.restore(db, user_id, body.deleted_ids))


@router.delete("/deleted/{deleted_id:int}", response_model=PurgedOut)
def purge_one(db: WriteSessionDep, user_id: CurrentUserId, deleted_id: RowId) -> Response:
    """Forget one deleted row for good."""
    return json_response({"status": "ok", "purged": soft_delete.purge(db, user_id, [deleted_id])})


@router.delete("/deleted", response_model=PurgedOut)
def purge_all(db: WriteSessionDep, user_id: CurrentUserId) -> Response:
    """Forget all deleted rows for good."""
    return json_response({"status": "ok", "purged": soft_delete.purge(db, user_id, None)})


def _delete(db: WriteSession, user_id: int, ids: list[int]) -> Response:
    with record_changes(
        db, user_id, "Deleted 1 transaction" if len(ids) == 1 else f"Deleted {len(ids)} transactions"
    ) as recorder:
        moved = soft_delete.delete(db, user_id, ids, recorder=recorder)
        if not moved:
            raise NoSuchTransaction
    found = {"transaction_ids": list(moved), "deleted_ids": list(moved.values())}
    return json_response({"status": "ok", "count": len(moved), **found, "change_id": recorder.change_id})


def _restored(moved: dict[int, int]) -> Response:
    found = {"deleted_ids": list(moved), "transaction_ids": list(moved.values())}
    return json_response({"status": "ok", "count": len(moved), **found})


def _page(
    db: ReadSession, user_id: int, filter: Filter, query: PageIn, sums: list[dict[str, Any]] | None = None
) -> Response:
    found = pages.page(
        db, user_id, filter, sort=query.sort, limit=query.limit, cursor=query.cursor, offset=query.offset
    )
    return json_response({"items": found.items, "next_cursor": found.next_cursor, "total": found.total, "sums": sums})
