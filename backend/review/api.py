"""HTTP for the review: one row, many rows, what is staged, and what the categoriser says."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response
from backend.review import batch, decisions, schemas, service
from backend.review.errors import CategoryMissing
from backend.settings.service import threshold
from backend.transactions import queries

router = Router(prefix="/api/transactions", tags=["review"])


@router.post("/{transaction_id:int}/review", response_model=schemas.DecidedOut)
def review_one(
    db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: schemas.CategoryIn
) -> Response:
    """Confirm one row with this category, at once; its merchant learns."""
    outcome = service.review(db, user_id, transaction_id, body.category_short_desc)
    return _decided(db, user_id, transaction_id, outcome)


@router.post("/{transaction_id:int}/stage", response_model=schemas.DecidedOut)
def stage_one(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, body: schemas.CategoryIn) -> Response:
    """Put one row aside with this category, to be confirmed with the others."""
    outcome = service.stage(db, user_id, transaction_id, body.category_short_desc)
    return _decided(db, user_id, transaction_id, outcome)


@router.post("/{transaction_id:int}/kick-back", response_model=schemas.DecidedOut)
def kick_back_one(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Send one staged row back; what was picked becomes its prediction."""
    return _decided(db, user_id, transaction_id, service.kick_back(db, user_id, transaction_id))


@router.post("/bulk-review", response_model=schemas.ReviewedOut)
def review_many(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.BulkIn) -> Response:
    """Confirm many rows: staged ones as they are and waiting ones with their prediction, or all with one category.

    Staged rows teach their merchants, as in /staged/commit."""
    outcome = service.decide_many(db, user_id, body.transaction_ids, key=_key(body), decide=decisions.review)
    return json_response(
        {"status": "ok", "updated": outcome.done, "skipped": outcome.skipped, "change_id": outcome.change_id}
    )


@router.post("/bulk-stage", response_model=schemas.StagedOut)
def stage_many(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.BulkIn) -> Response:
    """Stage many rows: waiting ones with their prediction, or all with one category."""
    outcome = service.decide_many(db, user_id, body.transaction_ids, key=_key(body), decide=decisions.stage)
    return json_response(
        {"status": "ok", "staged": outcome.done, "skipped": outcome.skipped, "change_id": outcome.change_id}
    )


@router.post("/staged/commit", response_model=schemas.CommittedOut)
def commit_staged(db: WriteSessionDep, user_id: CurrentUserId) -> Response:
    """Confirm all staged rows; their merchants learn."""
    outcome = service.commit_staged(db, user_id)
    return json_response(
        {
            "status": "ok",
            "committed": outcome.done,
            "mappings_updated": len(outcome.learned),
            "change_id": outcome.change_id,
        }
    )


@router.post("/staged/revert-all", response_model=schemas.RevertedOut)
def revert_staged(db: WriteSessionDep, user_id: CurrentUserId) -> Response:
    """Send all staged rows back."""
    outcome = service.revert_staged(db, user_id)
    return json_response({"status": "ok", "reverted": outcome.done, "change_id": outcome.change_id})


@router.post("/batch-categorize", response_model=schemas.BatchOut)
def batch_categorize(
    db: WriteSessionDep, user_id: CurrentUserId, limit: Annotated[int, Query(ge=1, le=5000)] = 500
) -> Response:
    """Let the categoriser look at rows that wait without a prediction."""
    done = batch.batch_categorize(db, user_id, limit=limit, threshold=threshold(db, user_id))
    return json_response(
        {
            "processed": done.processed,
            "auto_staged": done.staged,
            "predicted": done.predicted,
            "unmatched": done.unmatched,
            "total_eligible": done.eligible,
            "by_tier": done.by_tier,
            "change_id": done.change_id,
        }
    )


@router.post("/clear-predictions", response_model=schemas.ClearedOut)
def clear_predictions(db: WriteSessionDep, user_id: CurrentUserId, dry_run: bool = False) -> Response:
    """Forget the predictions of the rows that wait; a dry run only counts them."""
    if dry_run:
        return json_response({"cleared": service.count_predictions(db, user_id), "change_id": None})
    outcome = service.clear_predictions(db, user_id)
    return json_response({"cleared": outcome.done, "change_id": outcome.change_id})


@router.get("/accept-sure", response_model=schemas.CountOut)
def count_sure(
    db: ReadSessionDep, user_id: CurrentUserId, min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.9
) -> Response:
    """Say how many waiting rows have a prediction that is at least this sure."""
    return json_response({"count": queries.count_sure(db, user_id, min_confidence=min_confidence)})


@router.post("/accept-sure", response_model=schemas.StagedOut)
def accept_sure(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.SureIn) -> Response:
    """Stage every waiting row whose prediction is at least this sure."""
    ids = queries.sure_ids(db, user_id, min_confidence=body.min_confidence)
    if not ids:
        return json_response({"status": "ok", "staged": 0, "skipped": 0, "change_id": None})
    outcome = service.decide_many(db, user_id, ids, key=None, decide=decisions.stage)
    return json_response(
        {"status": "ok", "staged": outcome.done, "skipped": outcome.skipped, "change_id": outcome.change_id}
    )


def _key(body: schemas.BulkIn) -> str | None:
    if body.action == "change" and body.category_short_desc is None:
        raise CategoryMissing
    return body.category_short_desc if body.action == "change" else None


def _decided(db: WriteSessionDep, user_id: int, transaction_id: int, outcome: service.Outcome) -> Response:
    row = queries.one(db, user_id, transaction_id)
    learned = [
        {"pattern": pattern, "count": known.count, "category_short_desc": row["category_short_desc"]}
        for pattern, known in outcome.learned.items()
    ]
    similar = queries.similar(db, user_id, transaction_id, limit=1)["total"] if row["category_id"] else 0
    return json_response(
        {
            "status": "ok",
            "transaction": row,
            "learned": learned[0] if learned else None,
            "similar_total": similar,
            "change_id": outcome.change_id,
        }
    )
