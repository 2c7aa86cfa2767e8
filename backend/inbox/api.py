"""HTTP: /api/inbox."""

from typing import Any, Literal

from fastapi import Request

from backend.inbox import queries, schemas, service
from backend.infra import clock
from backend.infra.database import Database, ReadSession
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep

router = Router(prefix="/api/inbox", tags=["inbox"])


@router.get("", response_model=schemas.InboxOut)
def list_inbox(db: ReadSessionDep, user_id: CurrentUserId, status: Literal["open", "dismissed"] = "open") -> Any:
    """Return the notices in a state, newest first."""
    return _inbox(db, user_id, status)


@router.get("/desktop", response_model=list[schemas.DesktopNotice])
def list_desktop_notices(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the open notices that the desktop may announce: without names and amounts, since others may look."""
    return queries.listed(db, user_id, channel="notices_on_desktop")


@router.post("/look", response_model=schemas.InboxOut)
def look(request: Request, user_id: CurrentUserId) -> Any:
    """Look for notices now, as is done each night and after imports."""
    budget: Database = request.app.state.budget
    service.look(budget, user_id, today=clock.today())
    with budget.read() as db:
        return _inbox(db, user_id, "open")


@router.post("/{item_id}/dismiss", response_model=schemas.InboxDismissed)
def dismiss(db: WriteSessionDep, user_id: CurrentUserId, item_id: RowId) -> Any:
    """Dismiss a notice. It comes back only if its amount changes by more than a tenth."""
    return {"status": "dismissed", "change_id": service.dismiss(db, user_id, item_id)}


def _inbox(db: ReadSession, user_id: int, status: str) -> Any:
    counts = queries.counts(db, user_id)
    return {
        "items": queries.listed(db, user_id, status),
        "open_count": counts.get("open", 0),
        "dismissed_count": counts.get("dismissed", 0),
    }
