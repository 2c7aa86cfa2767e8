"""HTTP: is the app up? Asked before anything else is there."""

from starlette.responses import Response

from backend.infra.web import Router, json_response
from backend.version import VERSION

router = Router(tags=["app"])
# Written by hand: to make it from a model takes a fortieth of a start, and the start is over when this answers.
_UP = {
    "type": "object",
    "properties": {"status": {"type": "string"}, "version": {"type": "string"}},
    "required": ["status", "version"],
}


@router.get("/health", response_model=None, responses={200: {"content": {"application/json": {"schema": _UP}}}})
async def health() -> Response:
    """Say that the app is up, and which version it is."""
    # Async: it needs no thread, so it also answers while all of them are at work.
    return json_response({"status": "ok", "version": VERSION})
