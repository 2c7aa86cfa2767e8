"""Tables: the assistants that may connect over MCP, and each call they made."""

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned

Scope = Literal["read", "draft"]


class McpClient(Owned, BudgetBase):
    """An assistant with a token of its own, of which only the hash is kept. "draft" may also propose changes."""

    __tablename__ = "mcp_clients"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of("scope", get_args(Scope)),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    scope: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class McpCall(Owned, BudgetBase):
    """One call of a tool. Calls of a client with less than half an hour between them are one session.

    `outcome` is "answered" or "refused"; `change_id` is what a draft changed, so that it can be undone.
    """

    __tablename__ = "mcp_calls"
    __table_args__ = (Index(None, "client_id", "session_no"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    client_id: Mapped[int] = mapped_column(BigId, owned_by("mcp_clients"))
    session_no: Mapped[int]
    tool: Mapped[str] = mapped_column(String(100))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[str] = mapped_column(String(10))
    message: Mapped[str | None] = mapped_column(String(500))
    row_count: Mapped[int]
    change_id: Mapped[int | None] = mapped_column(BigId)
