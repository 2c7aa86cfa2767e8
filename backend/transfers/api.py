"""HTTP for transfers: the other side of a transaction, link and unlink, and the pairs to ask about."""

from typing import Any

from starlette.responses import Response

from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response
from backend.transactions import queries as transactions
from backend.transactions.schemas import ChangedTransaction
from backend.transfers import queries, service
from backend.transfers.schemas import PossibleOut, TransferLinkIn, TransferOut, WithoutAccountIn, WithoutAccountOut

router = Router(prefix="/api/transactions", tags=["transfers"])


@router.get("/possible-transfers", response_model=list[PossibleOut])
def list_possible(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the pairs of transactions that may be one transfer, newest first."""
    pairs = queries.possible(db, user_id)
    rows = _rows(db, user_id, [id_ for pair in pairs for id_ in (pair.out_transaction_id, pair.in_transaction_id)])
    return json_response(
        [
            {"out": rows[pair.out_transaction_id], "into": rows[pair.in_transaction_id], "reason": pair.reason}
            for pair in pairs
            if pair.out_transaction_id in rows and pair.in_transaction_id in rows
        ]
    )


@router.get("/transfers-without-account", response_model=list[WithoutAccountOut])
def list_without_account(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the transfers whose other account was deleted, to ask whether they still are transfers; newest first."""
    found = queries.without_account(db, user_id)
    rows = _rows(db, user_id, [here for here, _, _, _ in found])
    return json_response(
        [{"transaction": rows[here], "deleted_account": account} for here, _, account, _ in found if here in rows]
    )


@router.post("/{transaction_id:int}/transfer-without-account", response_model=ChangedTransaction)
def decide_without_account(
    db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: WithoutAccountIn
) -> Response:
    """Say whether a transaction is still a transfer though its other account was deleted, or counts by itself."""
    with record_changes(db, user_id, "Kept 1 transfer" if body.is_transfer else "Unlinked 1 transfer") as recorder:
        decide = service.keep_without_account if body.is_transfer else service.count_without_account
        decide(db, user_id, transaction_id, recorder=recorder)
    return _changed(db, user_id, transaction_id, recorder.change_id)


@router.get("/{transaction_id:int}/transfer", response_model=TransferOut)
def get_transfer(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return the transfer that a transaction is a side of, or else what may be its other side."""
    transactions.one(db, user_id, transaction_id)
    pair = queries.pair_of(db, user_id, transaction_id)
    if pair is not None:
        other_id = pair.in_transaction_id if pair.out_transaction_id == transaction_id else pair.out_transaction_id
        other = _rows(db, user_id, [other_id]).get(other_id) if other_id is not None else None
        gone = {here: account for here, _, account, _ in queries.without_account(db, user_id)}
        linked = {
            "other": other,
            "deleted_account": gone.get(transaction_id),
            "reason": pair.reason,
            "decided_by": pair.decided_by,
        }
        return json_response({"linked": linked, "candidates": []})
    found = service.candidates_of(db, user_id, transaction_id)
    rows = _rows(db, user_id, [id_ for id_, _ in found])
    candidates = [{"transaction": rows[id_], "reason": reason} for id_, reason in found if id_ in rows]
    return json_response({"linked": None, "candidates": candidates})


@router.put("/{transaction_id:int}/transfer", response_model=ChangedTransaction)
def link_transfer(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: TransferLinkIn) -> Response:
    """Link two transactions as one transfer; without another one, its other account is not here."""
    with record_changes(db, user_id, "Linked 1 transfer") as recorder:
        if body.other_id is None:
            service.mark_as_transfer(db, user_id, transaction_id, recorder=recorder)
        else:
            service.link(db, user_id, transaction_id, body.other_id, recorder=recorder)
    return _changed(db, user_id, transaction_id, recorder.change_id)


@router.delete("/{transaction_id:int}/transfer", response_model=ChangedTransaction)
def unlink_transfer(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Take a transfer apart; the two are not suggested again."""
    with record_changes(db, user_id, "Unlinked 1 transfer") as recorder:
        service.unlink(db, user_id, transaction_id, is_rejected=True, recorder=recorder)
    return _changed(db, user_id, transaction_id, recorder.change_id)


@router.post("/{transaction_id:int}/reject-transfer", response_model=ChangedTransaction)
def reject_transfer(
    db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: TransferLinkIn
) -> Response:
    """Remember that a transaction is no transfer with another one, or with any that was suggested for it."""
    with record_changes(db, user_id, "Rejected a possible transfer") as recorder:
        service.reject_suggested(db, user_id, transaction_id, body.other_id, recorder=recorder)
    return _changed(db, user_id, transaction_id, recorder.change_id)


def _changed(db: WriteSession, user_id: int, transaction_id: int, change_id: int | None) -> Response:
    return json_response({"transaction": transactions.one(db, user_id, transaction_id), "change_id": change_id})


def _rows(db: ReadSession, user_id: int, ids: list[int]) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in transactions.by_ids(db, user_id, ids)}
