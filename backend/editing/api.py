"""HTTP for what a person does with transactions: add, edit, duplicate, delete, restore."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response, StreamingResponse

from backend.categories.queries import id_of
from backend.editing import service as editing
from backend.editing.bulk_runs import BulkRunner
from backend.editing.schemas import (
    BulkCancelledOut,
    BulkEditedOut,
    BulkEditIn,
    BulkRunIn,
    BulkRunOut,
    EditIn,
    OwedOut,
    RefundIn,
    RefundsOut,
    SettledOut,
    SettleIn,
    SettleManyIn,
)
from backend.infra.database import WriteSession
from backend.infra.event_stream import event_responses, event_stream
from backend.infra.idempotency import IdempotencyKey, answer_once
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response, user_data
from backend.reconciliation import service as reconciliation
from backend.transactions import queries, refunds, service, soft_delete
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.schemas import ChangedTransaction, DeletedIdsIn, DeletedOut, IdsIn, ManualIn, RestoredOut
from backend.transfers import service as transfers

router = Router(prefix="/api/transactions", tags=["transactions"])
_BULK_EVENTS = event_responses("a list of at most one BulkRunOut")


def get_bulk_runner(request: Request) -> BulkRunner:
    """Return what runs bulk edits in this app."""
    found = user_data(request).bulk_runs
    assert isinstance(found, BulkRunner)
    return found


BulkRunnerDep = Annotated[BulkRunner, Depends(get_bulk_runner)]


@router.post("", status_code=201, response_model=ChangedTransaction)
def add_transaction(
    db: WriteSessionDep, user_id: CurrentUserId, request: Request, body: ManualIn, key: IdempotencyKey = None
) -> Response:
    """Add a row that a person typed."""

    def add() -> Response:
        fields = body.model_dump(exclude={"category_short_desc"})
        category_id = id_of(db, user_id, body.category_short_desc) if body.category_short_desc else None
        with record_changes(db, user_id, "Added 1 transaction") as recorder:
            typed = service.Typed(**fields, category_id=category_id)
            new_id = service.add_manual(db, user_id, typed, recorder=recorder)
            transfers.find_transfers(db, user_id, [new_id], recorder=recorder)
        return _changed(db, user_id, new_id, recorder.change_id, status=201)

    return answer_once(db, user_id, key, request, body.model_dump_json(), add)


@router.post("/{transaction_id:int}/duplicate", status_code=201, response_model=ChangedTransaction)
def duplicate_transaction(
    db: WriteSessionDep, user_id: CurrentUserId, request: Request, transaction_id: RowId, key: IdempotencyKey = None
) -> Response:
    """Add a row like this one, as if it had been typed."""

    def add() -> Response:
        with record_changes(db, user_id, "Duplicated 1 transaction") as recorder:
            new_id = service.duplicate(db, user_id, transaction_id, recorder=recorder)
        return _changed(db, user_id, new_id, recorder.change_id, status=201)

    return answer_once(db, user_id, key, request, "", add)


@router.patch("/{transaction_id:int}", response_model=ChangedTransaction)
def edit_transaction(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: EditIn) -> Response:
    """Change any field of a transaction, its tags, splits and category; what a person changed no automation changes."""
    changes = body.model_dump(exclude_unset=True, exclude={"seen"})
    seen = body.seen.model_dump(exclude_unset=True) if body.seen else {}
    change_id = editing.edit(db, user_id, transaction_id, changes, seen=seen)
    return _changed(db, user_id, transaction_id, change_id)


@router.delete("/{transaction_id:int}", response_model=DeletedOut)
def delete_transaction(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Move one row to the deleted ones."""
    return _delete(db, user_id, [transaction_id])


@router.post("/bulk-delete", response_model=DeletedOut)
def delete_transactions(db: WriteSessionDep, user_id: CurrentUserId, body: IdsIn) -> Response:
    """Move many rows to the deleted ones; ids that do not exist are skipped."""
    return _delete(db, user_id, body.transaction_ids)


@router.post("/bulk-edit", response_model=BulkEditedOut)
def edit_transactions(db: WriteSessionDep, user_id: CurrentUserId, body: BulkEditIn) -> Response:
    """Change the same fields of many transactions in one step; ids that do not exist are skipped."""
    changes = body.model_dump(exclude_unset=True, exclude={"transaction_ids"})
    ids = list(dict.fromkeys(body.transaction_ids))
    count, change_id = editing.edit_many(db, user_id, ids, changes)
    return json_response({"count": count, "skipped": len(ids) - count, "change_id": change_id})


@router.post("/bulk-runs", response_model=BulkRunOut, status_code=202)
def start_bulk_run(user_id: CurrentUserId, runner: BulkRunnerDep, body: BulkRunIn) -> Response:
    """Begin to change the same fields of all transactions that a filter matches. Follow it with /bulk-runs/events."""
    changes = body.changes.model_dump(exclude_unset=True)
    return json_response(runner.start(user_id, body.filter.filter(), changes), 202)


@router.post("/bulk-runs/cancel", response_model=BulkCancelledOut)
def cancel_bulk_run(user_id: CurrentUserId, runner: BulkRunnerDep) -> Response:
    """Stop the bulk edit that runs; nothing of it is saved."""
    return json_response({"is_stopping": runner.cancel(user_id)})


@router.get("/bulk-runs/events", response_class=StreamingResponse, responses=_BULK_EVENTS)
async def bulk_run_events(user_id: CurrentUserId, runner: BulkRunnerDep) -> StreamingResponse:
    """Stream how far the bulk edit is, until it is over."""
    return event_stream(lambda: runner.runs(user_id), lambda: runner.is_running(user_id))


@router.post("/restore/{deleted_id:int}", response_model=RestoredOut)
def restore_transaction(db: WriteSessionDep, user_id: CurrentUserId, deleted_id: RowId) -> Response:
    """Bring one deleted row back exactly as it was."""
    return _restore(db, user_id, [deleted_id])


@router.post("/bulk-restore", response_model=RestoredOut)
def restore_transactions(db: WriteSessionDep, user_id: CurrentUserId, body: DeletedIdsIn) -> Response:
    """Bring many deleted rows back; those whose account is gone stay deleted."""
    return _restore(db, user_id, body.deleted_ids)


@router.get("/owed", response_model=list[OwedOut])
def list_owed(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return what others still owe for shared transactions, oldest first."""
    owed = refunds.owed(db, user_id)
    rows = {row["id"]: row for row in queries.by_ids(db, user_id, [each["transaction_id"] for each in owed])}
    return json_response([{**each, "transaction": rows[each.pop("transaction_id")]} for each in owed])


@router.get("/{transaction_id:int}/refunds", response_model=RefundsOut)
def get_refunds(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return what a transaction pays back or what paid it back; for money in also what it may pay back."""
    row = queries.one(db, user_id, transaction_id)
    links = refunds.links_of(db, user_id, transaction_id)
    found = refunds.candidates(db, user_id, transaction_id) if row["amount_minor"] < 0 else []
    ids = [each["transaction_id"] for each in found]
    ids += [id_ for each in links["pays_back"] for id_ in [each["purchase_id"]]]
    ids += [each["refund_id"] for each in links["paid_back_by"] if each["refund_id"] is not None]
    rows = {each["id"]: each for each in queries.by_ids(db, user_id, ids)}
    return json_response(
        {
            "pays_back": [{**each, "transaction": rows.get(each["purchase_id"])} for each in links["pays_back"]],
            "paid_back_by": [{**each, "transaction": rows.get(each["refund_id"])} for each in links["paid_back_by"]],
            "candidates": [
                {**each, "transaction": rows[id_]} for each in found if (id_ := each.pop("transaction_id")) in rows
            ],
        }
    )


@router.put("/{transaction_id:int}/refunds", response_model=ChangedTransaction)
def set_refund(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: RefundIn) -> Response:
    """Let money that came in pay back exactly these purchases, wholly or partly; none for an empty list."""
    links = [refunds.PaysBack(each.purchase_id, each.amount_minor) for each in body.pays_back]
    with record_changes(db, user_id, "Linked 1 refund" if links else "Unlinked 1 refund") as recorder:
        refunds.set_refund(
            db, user_id, transaction_id, links, kind=body.kind, counts_in=body.counts_in, recorder=recorder
        )
    return _changed(db, user_id, transaction_id, recorder.change_id)


@router.post("/{transaction_id:int}/settle", response_model=ChangedTransaction)
def settle(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: SettleIn) -> Response:
    """Note that others paid what they owe: by this money that came in, or outside of the accounts here."""
    with record_changes(db, user_id, "Settled a share") as recorder:
        refunds.settle(db, user_id, transaction_id, refund_id=body.refund_id, recorder=recorder)
    return _changed(db, user_id, transaction_id, recorder.change_id)


@router.post("/settle-many", response_model=SettledOut)
def settle_many(db: WriteSessionDep, user_id: CurrentUserId, body: SettleManyIn) -> Response:
    """Note in one step that others paid what they owe for these transactions, outside of the accounts here."""
    ids = list(dict.fromkeys(body.transaction_ids))
    with record_changes(db, user_id, f"Settled {len(ids)} shares" if len(ids) > 1 else "Settled a share") as recorder:
        for id_ in ids:
            refunds.settle(db, user_id, id_, refund_id=None, recorder=recorder)
    return json_response({"count": len(ids), "change_id": recorder.change_id})


def _changed(
    db: WriteSession, user_id: int, transaction_id: int, change_id: int | None, *, status: int = 200
) -> Response:
    return json_response({"transaction": queries.one(db, user_id, transaction_id), "change_id": change_id}, status)


def _delete(db: WriteSession, user_id: int, ids: list[int]) -> Response:
    reconciliation.require_not_reconciled(db, user_id, ids)
    with record_changes(
        db, user_id, "Deleted 1 transaction" if len(ids) == 1 else f"Deleted {len(ids)} transactions"
    ) as recorder:
        moved = soft_delete.delete(db, user_id, ids, recorder=recorder)
        if not moved:
            raise NoSuchTransaction
        transfers.unlink_broken(db, user_id, recorder=recorder)
    found = {"transaction_ids": list(moved), "deleted_ids": list(moved.values())}
    return json_response({"status": "ok", "count": len(moved), **found, "change_id": recorder.change_id})


def _restore(db: WriteSession, user_id: int, deleted_ids: list[int]) -> Response:
    summary = "Restored 1 transaction" if len(deleted_ids) == 1 else f"Restored {len(deleted_ids)} transactions"
    with record_changes(db, user_id, summary) as recorder:
        moved = soft_delete.restore(db, user_id, deleted_ids, recorder=recorder)
    found = {"deleted_ids": list(moved), "transaction_ids": list(moved.values())}
    return json_response({"status": "ok", "count": len(moved), **found, "change_id": recorder.change_id})
