"""The user whose rows the running request or job may see; PostgreSQL enforces it (row-level security).

On the desktop there is one user, and nobody asks this module.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import partial

_current: ContextVar[int | None] = ContextVar("current_user_id", default=None)


def current_user_id() -> int | None:
    """Return the user that the running code acts for, None outside of any."""
    return _current.get()


@contextmanager
def acting_as(user_id: int | None) -> Iterator[None]:
    """Let the code inside the block act for this user, or for nobody."""
    previous = _current.set(user_id)
    try:
        yield
    finally:
        _current.reset(previous)


def keeping_identity(work: Callable[..., None]) -> Callable[..., None]:
    """Return `work` to be run in another thread, where it acts for the user of the thread that calls this."""
    return partial(copy_context().run, work)
