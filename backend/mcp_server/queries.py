"""Every SELECT over assistants and their calls."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.mcp_server.errors import NoSuchClient
from backend.mcp_server.models import McpCall, McpClient


def clients(db: Session, user_id: int) -> Sequence[McpClient]:
    """Return the assistants that were not revoked, oldest first."""
    query = select(McpClient).where(McpClient.user_id == user_id, McpClient.revoked_at.is_(None))
    return db.scalars(query.order_by(McpClient.id)).all()


def one_client(db: Session, user_id: int, client_id: int) -> McpClient:
    """Return an assistant. Raises NoSuchClient."""
    found = db.get(McpClient, client_id)
    if found is None or found.user_id != user_id:
        raise NoSuchClient
    return found


def client_of_token(db: Session, user_id: int, token_hash: str) -> McpClient | None:
    """Return the assistant with this token, None if there is none or it was revoked."""
    query = select(McpClient).where(
        McpClient.user_id == user_id, McpClient.token_hash == token_hash, McpClient.revoked_at.is_(None)
    )
    return db.scalar(query)


def calls(db: Session, user_id: int, *, limit: int) -> Sequence[McpCall]:
    """Return calls, newest first."""
    query = select(McpCall).where(McpCall.user_id == user_id).order_by(McpCall.id.desc()).limit(limit)
    return db.scalars(query).all()


def session_calls(db: Session, user_id: int, client_id: int, session_no: int) -> Sequence[McpCall]:
    """Return the calls of a session, newest first."""
    query = select(McpCall).where(
        McpCall.user_id == user_id, McpCall.client_id == client_id, McpCall.session_no == session_no
    )
    return db.scalars(query.order_by(McpCall.id.desc())).all()


def last_call(db: Session, user_id: int, client_id: int) -> McpCall | None:
    """Return the newest call of an assistant."""
    query = select(McpCall).where(McpCall.user_id == user_id, McpCall.client_id == client_id)
    return db.scalar(query.order_by(McpCall.id.desc()).limit(1))
