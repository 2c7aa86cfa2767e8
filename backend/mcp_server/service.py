"""Add and revoke assistants, answer their calls with a record of each, and undo a session."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, NamedTuple

from backend.infra import clock
from backend.infra.database import Database, WriteSession
from backend.infra.undo_log import ChangedSince, NoSuchChange
from backend.kit.errors import AppError
from backend.mcp_server import queries, tools
from backend.mcp_server.errors import NothingToUndo, ToolRefused
from backend.mcp_server.models import McpCall, McpClient
from backend.mcp_server.tools import Result
from backend.net_worth.series import DataFiles
from backend.settings import service as settings
from backend.undo import service as undo

Json = dict[str, Any]
_SESSION_PAUSE = timedelta(minutes=30)


class NewClient(NamedTuple):
    """An assistant with its token, which is shown once."""

    client: McpClient
    token: str


class Caller(NamedTuple):
    """Who calls: an assistant that showed its token."""

    id: int
    name: str
    scope: str


def add_client(db: WriteSession, user_id: int, *, name: str, scope: str) -> NewClient:
    """Add an assistant and return its token; only the hash is kept."""
    token = secrets.token_urlsafe(32)
    client = McpClient(user_id=user_id, name=name, scope=scope, token_hash=_hash(token))
    db.add(client)
    db.flush()
    return NewClient(client, token)


def revoke_client(db: WriteSession, user_id: int, client_id: int) -> None:
    """Let the token of an assistant count no more; its history stays. Raises NoSuchClient."""
    queries.one_client(db, user_id, client_id).revoked_at = clock.now()


def caller_of(budget: Database, user_id: int, token: str) -> Caller | None:
    """Return whose token this is; None if it is nobody's, or the server is off."""
    with budget.read() as db:
        if settings.value(db, user_id, "mcp_server") != "on":
            return None
        client = queries.client_of_token(db, user_id, _hash(token))
        return Caller(client.id, client.name, client.scope) if client else None


def call(budget: Database, investments: Database, user_id: int, caller: Caller, name: str, arguments: Json) -> Json:
    """Answer a call of a tool and keep a record of it. Raises ToolRefused with the sentence for the assistant."""
    try:
        tool = tools.tool_of(name, caller.scope)
        unknown = set(arguments) - set(tool.properties)
        missing = set(tool.required) - set(arguments)
        if unknown or missing:
            raise ToolRefused(f"{name} takes {', '.join(tool.properties) or 'no arguments'}.")
        if tool.scope == "draft":
            with budget.write() as writing:
                result = tools.propose(writing, user_id, name, arguments, client=caller.name)
                _record(writing, user_id, caller, name, arguments, result=result)
            return result.value
        with budget.read() as db, investments.read() as other:
            result = tools.read(DataFiles(db, other), user_id, name, arguments)
    except AppError as error:
        with budget.write() as writing:
            _record(writing, user_id, caller, name, arguments, refusal=error.message)
        raise ToolRefused(error.message) from None
    with budget.write() as writing:
        _record(writing, user_id, caller, name, arguments, result=result)
    return result.value


def undo_session(db: WriteSession, user_id: int, client_id: int, session_no: int) -> int:
    """Undo all that a session changed, the newest first. Return how many changes. Raises NothingToUndo."""
    done = 0
    for each in queries.session_calls(db, user_id, client_id, session_no):
        if each.change_id is None:
            continue
        try:
            undo.undo(db, user_id, each.change_id)
        except (ChangedSince, NoSuchChange):
            continue
        done += 1
    if not done:
        raise NothingToUndo
    return done


def _record(
    db: WriteSession,
    user_id: int,
    caller: Caller,
    name: str,
    arguments: Json,
    *,
    result: Result | None = None,
    refusal: str | None = None,
) -> None:
    now, last = clock.now(), queries.last_call(db, user_id, caller.id)
    number = 1 if last is None else last.session_no
    if last is not None and now - last.created_at > _SESSION_PAUSE:
        number += 1
    queries.one_client(db, user_id, caller.id).last_used_at = now
    db.add(
        McpCall(
            user_id=user_id,
            client_id=caller.id,
            session_no=number,
            tool=name[:100],
            arguments=arguments,
            outcome="answered" if result else "refused",
            message=refusal[:500] if refusal else None,
            row_count=result.row_count if result else 0,
            change_id=result.change_id if result else None,
        )
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
