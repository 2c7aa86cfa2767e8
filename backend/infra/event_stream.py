"""Server-sent events of work in the background: how far it is, until none runs any more."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import orjson
from starlette.responses import StreamingResponse

_EVENT_SECONDS = 0.2
_HEARTBEAT = 75
# OpenAPI describes one event of a stream.
_EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
EVENT_HEADERS = {"cache-control": "no-cache", "x-accel-buffering": "no"}


def event_stream(runs: Callable[[], tuple[int, list[Any]]], is_running: Callable[[], object]) -> StreamingResponse:
    """Return a stream of `runs()` each time its number grows, ended by the event `done` once nothing runs."""

    async def events() -> AsyncIterator[bytes]:
        sent, quiet = -1, 0
        while True:
            # Asked first: what ends after this is read with its last state, or in the next turn.
            is_over = not is_running()
            version, found = runs()
            if version != sent:
                sent, quiet = version, 0
                yield b"data: " + orjson.dumps(found) + b"\n\n"
            if is_over:
                yield b"event: done\ndata: []\n\n"
                return
            quiet += 1
            if quiet % _HEARTBEAT == 0:
                yield b": still here\n\n"
            await asyncio.sleep(_EVENT_SECONDS)

    return StreamingResponse(events(), media_type="text/event-stream", headers=EVENT_HEADERS)


def event_responses(what: str) -> dict[int | str, dict[str, Any]]:
    """Return the description of such a stream for the API."""
    return {
        200: {
            "description": f"Server-sent events: `data:` holds {what}; `event: done` ends the stream.",
            "content": {"text/event-stream": {"schema": _EVENT}},
        }
    }
