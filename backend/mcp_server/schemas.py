"""Assistants as JSON."""

from datetime import datetime
from typing import Any, Literal

from backend.infra.fields import Name, RequestBody, ResponseBody


class McpClientOut(ResponseBody):
    id: int
    name: str
    scope: Literal["read", "draft"]
    created_at: datetime
    last_used_at: datetime | None


class NewMcpClient(RequestBody):
    name: Name
    scope: Literal["read", "draft"] = "read"


class AddedMcpClient(ResponseBody):
    """The token is shown this once."""

    client: McpClientOut
    token: str


class McpCallOut(ResponseBody):
    """A call; calls with the same client and session number are one session."""

    id: int
    created_at: datetime
    client_id: int
    session_no: int
    tool: str
    arguments: dict[str, Any]
    outcome: Literal["answered", "refused"]
    message: str | None
    row_count: int
    change_id: int | None


class McpState(ResponseBody):
    is_on: bool
    path: str
    clients: list[McpClientOut]
    calls: list[McpCallOut]


class McpRevoked(ResponseBody):
    status: Literal["revoked"]


class McpUndone(ResponseBody):
    undone: int
