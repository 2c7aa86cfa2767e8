"""Answers that are still true: as long as nobody has written to the data, a question asked again has the same answer.

A page asks for the same lists again whenever a person comes back to it, and while a long import runs nothing has
changed until it is committed. Only questions whose answer hangs on the data and on the day are kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.infra import clock

Stamp = tuple[object, ...]
_MOST_BYTES = 16_000_000
_LARGEST_BYTES = 2_000_000


class _Kept(NamedTuple):
    stamp: Stamp
    start: Message
    body: bytes


class Unchanged:
    """ASGI middleware that keeps the answers to GETs below `paths` until `version`, or the day, is another one.

    `version` must differ after every commit, whoever made it. Whoever asks has been let in before.
    """

    def __init__(self, app: ASGIApp, *, version: Callable[[], object | None], paths: tuple[str, ...]) -> None:
        self._app = app
        self._version = version
        self._paths = paths
        self._kept: OrderedDict[tuple[str, bytes], _Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in self._paths:
            await self._app(scope, receive, send)
            return
        version = self._version()
        key, stamp = (scope["path"], scope["query_string"]), (version, clock.today())
        kept = self._kept.get(key)
        if kept is not None and kept.stamp == stamp:
            # A copy: whoever stands further out adds its headers to the message.
            await send({**kept.start, "headers": list(kept.start["headers"])})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self._app(scope, receive, send if version is None else self._keeping(key, stamp, send))

    def _keeping(self, key: tuple[str, bytes], stamp: Stamp, send: Send) -> Send:
        """Pass an answer on; a good one that comes in one piece is kept. The stamp was taken before it was made, so
        what is committed meanwhile makes it old."""
        start: Message | None = None

        async def noting(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message["headers"])} if message["status"] == 200 else None
            elif start is not None and not message.get("more_body"):
                self._keep(key, _Kept(stamp, start, message.get("body", b"")))
            else:
                start = None
            await send(message)

        return noting

    def _keep(self, key: tuple[str, bytes], answer: _Kept) -> None:
        if len(answer.body) > _LARGEST_BYTES:
            return
        with self._lock:
            if before := self._kept.pop(key, None):
                self._bytes -= len(before.body)
            self._kept[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > _MOST_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body)
