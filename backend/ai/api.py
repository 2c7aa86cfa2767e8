"""HTTP: /api/ai. Only POST …/ask and …/test can open a connection, and only while AI is switched on."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import StreamingResponse

from backend.ai import overview, proposals, schemas, service
from backend.ai.runner import AiRunner
from backend.infra.event_stream import event_responses, event_stream
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, user_data

router = Router(prefix="/api/ai", tags=["ai"])


def get_ai(request: Request) -> AiRunner:
    """Return what asks AI in this app."""
    found = user_data(request).ai
    assert isinstance(found, AiRunner)
    return found


AiDep = Annotated[AiRunner, Depends(get_ai)]


@router.get("", response_model=schemas.AiState)
def state(db: ReadSessionDep, user_id: CurrentUserId, ai: AiDep) -> Any:
    """Return how AI is set up, what it would be asked at which cost, and what it cost so far."""
    _, runs = ai.runs()
    return {**overview.state(db, user_id), "run": runs[0] if runs else None}


@router.post("/ask/{purpose}", response_model=schemas.AiRun, status_code=202)
def ask(user_id: CurrentUserId, ai: AiDep, purpose: schemas.AskPurpose) -> Any:
    """Begin to ask about the undecided merchants: for categories, or for rules. Follow it with /events."""
    return ai.start(user_id, purpose)


@router.post("/cancel", response_model=schemas.AiCancelled)
def cancel(ai: AiDep) -> Any:
    """Stop after the call that is on its way; what was answered stays."""
    return {"is_stopping": ai.cancel()}


@router.get("/events", response_class=StreamingResponse, responses=event_responses("a list of at most one AiRun"))
async def events(ai: AiDep) -> StreamingResponse:
    """Stream how far the run is, until it is over."""
    return event_stream(ai.runs, ai.is_running)


@router.post("/test", response_model=schemas.AiTested)
def test(user_id: CurrentUserId, ai: AiDep) -> Any:
    """Ask the provider whether the key and the model can be used; it costs nothing and sends no data."""
    return {"status": "ok", "message": ai.test(user_id)}


@router.post("/forget-unmatched", response_model=schemas.AiForgotten)
def forget_unmatched(db: WriteSessionDep, user_id: CurrentUserId) -> Any:
    """Let merchants that AI did not know be asked about again."""
    return {"forgotten": service.forget_unmatched(db, user_id)}


@router.get("/receipts", response_model=list[schemas.AiReceipt])
def list_receipts(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    before_id: Annotated[int | None, Query(ge=1, le=MAX_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """Return the receipts of calls, newest first; `before_id` continues a list."""
    return overview.receipts(db, user_id, before_id=before_id, limit=limit)


@router.get("/receipts/{call_id}", response_model=schemas.AiReceiptDetail)
def one_receipt(db: ReadSessionDep, user_id: CurrentUserId, call_id: RowId) -> Any:
    """Return a receipt with every text that left the machine."""
    return overview.receipt(db, user_id, call_id)


@router.get("/proposals", response_model=schemas.AiProposals)
def list_proposals(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the proposed rules that wait, each tried on all transactions."""
    return overview.open_proposals(db, user_id)


@router.get("/proposals/{proposal_id}/transactions", response_model=schemas.AffectedTransactions)
def affected(db: ReadSessionDep, user_id: CurrentUserId, proposal_id: RowId, group: proposals.Group) -> Any:
    """Return transactions that a proposed rule catches."""
    return {"items": proposals.affected(db, user_id, proposal_id, group)}


@router.post("/proposals/{proposal_id}/accept", response_model=schemas.ProposalDecision)
def accept(db: WriteSessionDep, user_id: CurrentUserId, proposal_id: RowId) -> Any:
    """Make an ordinary rule of a proposal; decided transactions stay as they are."""
    return {"status": "accepted", **proposals.accept(db, user_id, proposal_id)._asdict()}


@router.post("/proposals/{proposal_id}/reject", response_model=schemas.ProposalDecision)
def reject(db: WriteSessionDep, user_id: CurrentUserId, proposal_id: RowId) -> Any:
    """Drop a proposal; it is not proposed again."""
    return {"status": "rejected", **proposals.reject(db, user_id, proposal_id)._asdict()}
