"""HTTP for the sync: how the connected banks stand, and ask them now."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from backend.infra.web import CurrentUser, answer

router = APIRouter(prefix="/api/sync", tags=["sync"])

_NONE = "No bank is connected yet, so there is nothing to sync. You can import a statement file instead."


class SyncState(BaseModel):
    connected: int
    last_synced_at: str | None


class SyncAnswer(BaseModel):
    status: Literal["none_connected"]
    message: str


@router.get("", response_model=SyncState)
def state(user_id: CurrentUser) -> Response:
    """Return how many banks are connected and when they were last asked."""
    return answer({"connected": 0, "last_synced_at": None})


@router.post("/now", response_model=SyncAnswer)
def sync_now(user_id: CurrentUser) -> Response:
    """Ask all connected banks for what is new. Until one can be connected, say so."""
    return answer({"status": "none_connected", "message": _NONE})
