"""The queue of requests that write: one at a time, in the order in which they came, and not without end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from backend.infra.errors import DatabaseBusy

_LONGEST_QUEUE = 100


class WriteQueue:
    """Requests of one app that wait for the write session. They wait on the event loop, so no thread is held."""

    def __init__(self, *, patience_seconds: float) -> None:
        self._patience_seconds = patience_seconds
        self._lock = anyio.Lock()
        self.waiting = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the turn of this request. Raises DatabaseBusy if that takes too long, or too many wait already."""
        if self.waiting >= _LONGEST_QUEUE:
            raise DatabaseBusy
        self.waiting += 1
        try:
            with anyio.fail_after(self._patience_seconds):
                await self._lock.acquire()
        except TimeoutError:
            raise DatabaseBusy from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._lock.release()
