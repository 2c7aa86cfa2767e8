"""How much may be sent in one request: counted as it comes in, so that nothing fills the memory or the disk."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra.web import problem

# A file of 200 MB and the words around it; anything else is far smaller.
_FILE_BYTES = 201_000_000
_OTHER_BYTES = 16_000_000
_FILE_SENTENCE = "The file is larger than 200 MB. Export a shorter period and try again."
_OTHER_SENTENCE = "What was sent is larger than 16 MB, so it was not read. Nothing was changed."


class Sizes:
    """ASGI middleware that refuses bodies that are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        is_file = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        limit, sentence = (_FILE_BYTES, _FILE_SENTENCE) if is_file else (_OTHER_BYTES, _OTHER_SENTENCE)
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
