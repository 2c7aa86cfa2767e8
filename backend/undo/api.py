"""HTTP for taking things back."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from backend.infra import changes
from backend.infra.web import CurrentUser, Reading, RowId, Writing, answer
from backend.undo import service

router = APIRouter(prefix="/api/changes", tags=["undo"])


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
def list_changes(db: Reading, user_id: CurrentUser, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
    """Return the newest changes."""
    return answer(changes.latest(db, user_id, limit))


@router.post("/{change_id:int}/undo", response_model=UndoneOut)
def undo(db: Writing, user_id: CurrentUser, change_id: RowId) -> Response:
    """Take a change back; rows that changed since are kept as they are and counted."""
    undone = service.undo(db, user_id, change_id)
    return answer({"status": "undone", "summary": undone.summary, "kept": undone.kept})
