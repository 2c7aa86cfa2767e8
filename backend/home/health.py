"""HTTP: is the app up? Asked before anything else is there."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from backend.infra.web import answer
from backend.version import VERSION

router = APIRouter(tags=["app"])


class Health(BaseModel):
    status: str
    version: str


@router.get("/health", response_model=Health)
def health() -> Response:
    """Say that the app is up, and which version it is."""
    return answer({"status": "ok", "version": VERSION})
