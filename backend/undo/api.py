"""HTTP for taking things back."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from backend.infra import undo_log
from backend.infra.undo_log import FIRST_INVESTMENT_CHANGE_ID, InvestmentChange
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response
from backend.investments.undo import undo_change
from backend.undo import service

router = Router(prefix="/api/changes", tags=["undo"])


class ChangeOut(BaseModel):
    id: int
    summary: str
    at: datetime
    can_undo: bool


class UndoneOut(BaseModel):
    status: str
    summary: str
    kept: int


@router.get("", response_model=list[ChangeOut])
def list_changes(
    request: Request, db: ReadSessionDep, user_id: CurrentUserId, limit: Annotated[int, Query(ge=1, le=200)] = 20
) -> Response:
    """Return the newest changes of both data files."""
    changes = undo_log.latest_changes(db, user_id, limit)
    with request.app.state.investments.read() as investments:
        changes += undo_log.latest_changes(investments, user_id, limit, log=InvestmentChange)
    return json_response(sorted(changes, key=lambda change: change["at"], reverse=True)[:limit])


@router.post("/{change_id:int}/undo", response_model=UndoneOut)
def undo(request: Request, db: WriteSessionDep, user_id: CurrentUserId, change_id: RowId) -> Response:
    """Take a change back; rows that changed since are kept as they are and counted."""
    if change_id >= FIRST_INVESTMENT_CHANGE_ID:
        with request.app.state.investments.write() as investments:
            undone = undo_change(investments, user_id, change_id)
    else:
        undone = service.undo(db, user_id, change_id)
    return json_response({"status": "undone", "summary": undone.summary, "kept": undone.kept})


@router.post("/{change_id:int}/redo", response_model=UndoneOut)
def redo(db: WriteSessionDep, user_id: CurrentUserId, change_id: RowId) -> Response:
    """Do a change again that was undone; rows that changed since are kept as they are and counted."""
    done = service.redo(db, user_id, change_id)
    return json_response({"status": "done", "summary": done.summary, "kept": done.kept})
