"""HTTP for transactions: lists, single rows, typed ones, edits."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend.categories.queries import id_of
from backend.infra.changes import recording
from backend.infra.database import ReadSession, WriteSession
from backend.infra.web import CurrentUser, Reading, RowId, Writing, answer
from backend.transactions import deletion, pages, queries, service
from backend.transactions.asked import (
    FILTER,
    LIST,
    PAGE,
    TIMELINE,
    AskedFilter,
    AskedList,
    AskedPage,
    AskedTimeline,
    PageIn,
)
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.filters import Filter
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


@router.get("", response_model=TransactionPage, openapi_extra=LIST)
def list_transactions(db: Reading, user_id: CurrentUser, asked: AskedList) -> Response:
    """Return one page of transactions; with `sums` also what all that match add up to."""
    wanted = asked.filter()
    return _page(db, user_id, wanted, asked, queries.sums(db, user_id, wanted) if asked.sums else None)


@router.get("/pending", response_model=TransactionPage, openapi_extra=PAGE)
def list_pending(db: Reading, user_id: CurrentUser, asked: AskedPage) -> Response:
    """Return one page of the rows that wait for review."""
    return _page(db, user_id, replace(asked.filter(), status=("pending_review",)), asked)


@router.get("/staged", response_model=TransactionPage, openapi_extra=PAGE)
def list_staged(db: Reading, user_id: CurrentUser, asked: AskedPage) -> Response:
    """Return one page of the rows that are staged."""
    return _page(db, user_id, replace(asked.filter(), status=("pending_save",)), asked)


@router.get("/years", response_model=list[YearOut])
def list_years(db: Reading, user_id: CurrentUser) -> Response:
    """Return the years that have rows, newest first."""
    return answer(queries.years(db, user_id))


@router.get("/timeline", response_model=list[PeriodCountOut], openapi_extra=TIMELINE)
def list_timeline(db: Reading, user_id: CurrentUser, asked: AskedTimeline) -> Response:
    """Return how many transactions of a filter each month or day has, newest first."""
    return answer(queries.timeline(db, user_id, asked.filter(), by=asked.by))


@router.get("/sums", response_model=list[SumOut], openapi_extra=FILTER)
def list_sums(db: Reading, user_id: CurrentUser, asked: AskedFilter) -> Response:
    """Return money out and in of all transactions of a filter, one entry for each currency."""
    return answer(queries.sums(db, user_id, asked.filter()))


@router.get("/{transaction_id:int}", response_model=TransactionOut)
def get_transaction(db: Reading, user_id: CurrentUser, transaction_id: RowId) -> Response:
    """Return one transaction."""
    return answer(queries.one(db, user_id, transaction_id))


@router.get("/{transaction_id:int}/similar", response_model=TransactionPage)
def list_similar(db: Reading, user_id: CurrentUser, transaction_id: RowId, limit: Limit = 100) -> Response:
    """Return the other rows of the same merchant that are not in this row's category."""
    return answer(queries.similar(db, user_id, transaction_id, limit=limit))


@router.post("", status_code=201, response_model=ChangedTransaction)
def add_transaction(db: Writing, user_id: CurrentUser, wanted: ManualIn) -> Response:
    """Add a row that a person typed."""
    with recording(db, user_id, "Added 1 row") as recorder:
        new_id = service.add_manual(
            db,
            user_id,
            **wanted.model_dump(exclude={"category_short_desc"}),
            category_id=id_of(db, user_id, wanted.category_short_desc) if wanted.category_short_desc else None,
            recorder=recorder,
        )
    return answer({"transaction": queries.one(db, user_id, new_id), "change_id": recorder.change_id}, 201)


@router.patch("/{transaction_id:int}", response_model=ChangedTransaction)
def edit_transaction(db: Writing, user_id: CurrentUser, transaction_id: RowId, wanted: EditIn) -> Response:
    """Change text, payee, notes or whether the row counts; day and amount of typed rows too."""
    changes = wanted.model_dump(exclude_unset=True)
    clearable = {"notes", "merchant_name"}
    changes = {name: value or None if name in clearable else value for name, value in changes.items()}
    changes = {name: value for name, value in changes.items() if value is not None or name in clearable}
    with recording(db, user_id, "Edited 1 row") as recorder:
        service.edit(db, user_id, transaction_id, changes, recorder=recorder)
    return answer({"transaction": queries.one(db, user_id, transaction_id), "change_id": recorder.change_id})


@router.delete("/{transaction_id:int}", response_model=DeletedOut)
def delete_transaction(db: Writing, user_id: CurrentUser, transaction_id: RowId) -> Response:
    """Move one row to the deleted ones."""
    return _delete(db, user_id, [transaction_id])


@router.post("/bulk-delete", response_model=DeletedOut)
def delete_transactions(db: Writing, user_id: CurrentUser, wanted: IdsIn) -> Response:
    """Move many rows to the deleted ones; ids that do not exist are skipped."""
    return _delete(db, user_id, wanted.transaction_ids)


@router.get("/deleted", response_model=DeletedPage)
def list_deleted(db: Reading, user_id: CurrentUser, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Return one page of the deleted rows, newest first."""
    found = deletion.page(db, user_id, limit=limit, cursor=cursor)
    return answer({"items": found.items, "next_cursor": found.next_cursor, "total": found.total})


@router.post("/restore/{deleted_id:int}", response_model=RestoredOut)
def restore_transaction(db: Writing, user_id: CurrentUser, deleted_id: RowId) -> Response:
    """Bring one deleted row back exactly as it was."""
    return _restored(deletion.restore(db, user_id, [deleted_id]))


@router.post("/bulk-restore", response_model=RestoredOut)
def restore_transactions(db: Writing, user_id: CurrentUser, wanted: DeletedIdsIn) -> Response:
    """Bring many deleted rows back; those whose account is gone stay deleted."""
    return _restored(deletion.restore(db, user_id, wanted.deleted_ids))


@router.delete("/deleted/{deleted_id:int}", response_model=PurgedOut)
def purge_one(db: Writing, user_id: CurrentUser, deleted_id: RowId) -> Response:
    """Forget one deleted row for good."""
    return answer({"status": "ok", "purged": deletion.purge(db, user_id, [deleted_id])})


@router.delete("/deleted", response_model=PurgedOut)
def purge_all(db: Writing, user_id: CurrentUser) -> Response:
    """Forget all deleted rows for good."""
    return answer({"status": "ok", "purged": deletion.purge(db, user_id, None)})


def _delete(db: WriteSession, user_id: int, ids: list[int]) -> Response:
    with recording(db, user_id, "Deleted 1 row" if len(ids) == 1 else f"Deleted {len(ids)} rows") as recorder:
        moved = deletion.delete(db, user_id, ids, recorder=recorder)
        if not moved:
            raise NoSuchTransaction
    found = {"transaction_ids": list(moved), "deleted_ids": list(moved.values())}
    return answer({"status": "ok", "count": len(moved), **found, "change_id": recorder.change_id})


def _restored(moved: dict[int, int]) -> Response:
    found = {"deleted_ids": list(moved), "transaction_ids": list(moved.values())}
    return answer({"status": "ok", "count": len(moved), **found})


def _page(
    db: ReadSession, user_id: int, filter: Filter, asked: PageIn, sums: list[dict[str, Any]] | None = None
) -> Response:
    found = pages.page(
        db, user_id, filter, sort=asked.sort, limit=asked.limit, cursor=asked.cursor, offset=asked.offset
    )
    return answer({"items": found.items, "next_cursor": found.next_cursor, "total": found.total, "sums": sums})
