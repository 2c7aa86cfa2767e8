"""HTTP: /api/history, everything that was done, and going back."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import AwareDatetime, BaseModel
from starlette.responses import Response

from backend.history import service
from backend.infra.web import (
    MAX_ID,
    CurrentUserId,
    ReadSessionDep,
    Router,
    RowId,
    WriteSessionDep,
    json_response,
    user_data,
)
from backend.transactions.schemas import IdIn, In

router = Router(prefix="/api/history", tags=["history"])
HistoryKind = Literal["change", "import", "sync"]


class HistoryEntryOut(BaseModel):
    """A change, an import or a sync. `touched` is null where a change is too large to count quickly."""

    kind: HistoryKind
    id: int
    summary: str
    detail: str | None
    at: datetime
    undone_at: datetime | None
    touched: int | None


class HistoryFieldOut(BaseModel):
    name: str
    before: str | None
    after: str | None


class HistoryRowOut(BaseModel):
    """`stays` says that undo would leave this row, because of a later change (`because`)."""

    table: str
    id: int
    title: str
    what: Literal["added", "removed", "changed"]
    fields: list[HistoryFieldOut]
    stays: bool
    because: str | None


class HistoryChangeOut(BaseModel):
    """The first 50 rows of a change, those that stay first."""

    id: int
    summary: str
    at: datetime
    undone_at: datetime | None
    touched: int
    goes: int
    stays: int
    rows: list[HistoryRowOut]


class HistoryStepOut(BaseModel):
    kind: HistoryKind
    id: int
    summary: str
    at: datetime


class GoBackIn(In):
    """The state before this step: everything since then, itself included, is undone."""

    kind: HistoryKind
    id: IdIn


class WentBackOut(BaseModel):
    undone: int
    kept: int
    skipped: list[str]


@router.get("", response_model=list[HistoryEntryOut])
def list_history(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    before: AwareDatetime | None = None,
    search: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Response:
    """Return changes, imports and syncs, newest first. Moments are sent in whole seconds, so those of the second
    `before` itself are among them."""
    before = before + timedelta(seconds=1) if before else None
    return json_response(service.entries(db, user_id, before=before, search=search.strip(), limit=limit))


@router.get("/changes/{change_id:int}", response_model=HistoryChangeOut)
def get_change(db: ReadSessionDep, user_id: CurrentUserId, change_id: RowId) -> Response:
    """Return one change, row by row, and what undoing it would leave as it is."""
    return json_response(service.one(db, user_id, change_id))


@router.get("/since", response_model=list[HistoryStepOut])
def list_since(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    kind: HistoryKind,
    id: Annotated[int, Query(ge=1, le=MAX_ID)],
) -> Response:
    """Return what going back to before a step would undo, newest first."""
    return json_response(service.steps_since(db, user_id, kind, id))


@router.post("/go-back", response_model=WentBackOut)
def go_back(request: Request, db: WriteSessionDep, user_id: CurrentUserId, body: GoBackIn) -> Response:
    """Undo a step and everything since; what cannot be undone is named."""
    imports: Any = user_data(request).import_service
    went = service.go_back(db, user_id, body.kind, body.id, undo_import=imports.undo_within)
    return json_response({"undone": went.undone, "kept": went.kept, "skipped": went.skipped})
