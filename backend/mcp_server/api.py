"""HTTP: /api/mcp, where the person adds and revokes assistants and sees what they did."""

from typing import Any

from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.mcp_server import queries, schemas, service
from backend.mcp_server.protocol import PATH
from backend.settings import service as settings

router = Router(prefix="/api/mcp", tags=["assistants"])
_CALLS = 200


@router.get("", response_model=schemas.McpState)
def state(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return whether assistants can connect, those there are, and their last calls."""
    return {
        "is_on": settings.value(db, user_id, "mcp_server") == "on",
        "path": PATH,
        "clients": queries.clients(db, user_id),
        "calls": queries.calls(db, user_id, limit=_CALLS),
    }


@router.post("/clients", response_model=schemas.AddedMcpClient, status_code=201)
def add_client(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewMcpClient) -> Any:
    """Add an assistant. Its token is in this answer and nowhere else."""
    return service.add_client(db, user_id, name=body.name, scope=body.scope)._asdict()


@router.delete("/clients/{client_id}", response_model=schemas.McpRevoked)
def revoke_client(db: WriteSessionDep, user_id: CurrentUserId, client_id: RowId) -> Any:
    """Revoke an assistant: its token counts no more."""
    service.revoke_client(db, user_id, client_id)
    return {"status": "revoked"}


@router.post("/clients/{client_id}/sessions/{session_no}/undo", response_model=schemas.McpUndone)
def undo_session(db: WriteSessionDep, user_id: CurrentUserId, client_id: RowId, session_no: RowId) -> Any:
    """Undo all that a session proposed and that is still as it left it."""
    return {"undone": service.undo_session(db, user_id, client_id, session_no)}
