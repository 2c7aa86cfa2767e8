"""How much may be sent in one request: counted as it comes in, so that nothing fills the memory or the disk."""

from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra.web import problem


class _Limit(NamedTuple):
    bytes: int
    sentence: str


# Files of 64 MB and the form around them.
_STATEMENTS = _Limit(
    65_000_000,
    "More than 64 MB were sent, so nothing was read. Send fewer files at once, or export a file again in parts, for"
    " example one for each year, and import one part after the other.",
)
_EXPORT = _Limit(
    201_000_000,
    "The file is larger than 200 MB, so it was not read. Restore it with the command line:"
    " python -m backend restore FILE.",
)
_OTHERS = _Limit(16_000_000, "What was sent is larger than 16 MB, so it was not read. Nothing was changed.")


class BodyLimit:
    """ASGI middleware that refuses bodies that are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        is_form = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        files = _EXPORT if scope["path"] == "/api/restore" else _STATEMENTS
        limit, sentence = files if is_form else _OTHERS
        if _is_below(limit, headers.get(b"content-length", b"0")):
            await self._app(scope, _counted(receive, limit, sentence), send)
            return
        # Read to the end and let go of it: a browser that cannot finish sending never looks at the answer.
        while (await receive()).get("more_body"):
            pass
        answer = problem(status=413, code="file_too_large", title="Too large", detail=sentence)
        await answer(scope, receive, send)


def _is_below(limit: int, announced: bytes) -> bool:
    return announced.isdigit() and len(announced) < 20 and int(announced) <= limit


def _counted(receive: Receive, limit: int, sentence: str) -> Receive:
    """A sender that does not say beforehand how much will come is stopped on the way."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise HTTPException(413, sentence)
        return message

    return counted
