"""Routes that come in while the app already answers: making them is a quarter of a start."""

import asyncio
import threading
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class LateRoutes:
    """ASGI middleware that calls `add` once, in a thread, when the app has started or at the first need, whichever is
    earlier, and then `after`. A request below one of `paths` waits until `add` is done; others never wait.
    """

    def __init__(
        self, app: ASGIApp, *, add: Callable[[], None], after: Callable[[], None], paths: tuple[str, ...]
    ) -> None:
        self._app = app
        self._add = add
        self._after = after
        self._paths = paths
        self._lock = threading.Lock()
        self._are_there = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            send = self._starting(send)
        elif not self._are_there and scope["path"].startswith(self._paths):
            await asyncio.to_thread(self._bring)
        await self._app(scope, receive, send)

    def _starting(self, send: Send) -> Send:
        async def noting(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                # A failure is told to whoever needs the routes, who tries again.
                threading.Thread(target=self._bring, daemon=True).start()

        return noting

    def _bring(self) -> None:
        with self._lock:
            if self._are_there:
                return
            self._add()
            self._are_there = True
        self._after()
