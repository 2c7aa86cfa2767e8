"""Slows down whoever tries passphrases or PINs: after some wrong ones each further try has to wait longer."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backend.kit.errors import AppError

_FREE_TRIES = 3
_FIRST_WAIT_SECONDS = 5
_LONGEST_WAIT_SECONDS = 300


class TooManyAttempts(AppError):
    code = "too_many_attempts"
    status = 429
    title = "Wait before you try again"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"There were too many wrong tries. Wait {seconds} seconds, then try again.", retry_after_seconds=seconds
        )


class Attempts:
    """Counts wrong tries, which the caller may keep over a restart. The clock is monotonic."""

    def __init__(
        self,
        *,
        failures: int = 0,
        on_change: Callable[[int], None] = lambda _failures: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._on_change = on_change
        self._lock = threading.Lock()
        self._failures = failures
        self._next_at = clock() + wait_seconds(failures)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Run one try: it is wrong if the block raises an AppError. Raises TooManyAttempts before it if too early."""
        with self._lock:
            remaining = self._next_at - self._clock()
            if remaining > 0:
                raise TooManyAttempts(int(remaining) + 1)
            # Counted before the outcome is known, so that tries at the same moment do not all pass.
            self._failures += 1
            self._next_at = self._clock() + wait_seconds(self._failures)
            self._on_change(self._failures)
        yield
        with self._lock:
            self._failures, self._next_at = 0, self._clock()
            self._on_change(0)


def wait_seconds(failures: int) -> int:
    """Return how long to wait after so many wrong tries in a row."""
    if failures < _FREE_TRIES:
        return 0
    return int(min(_FIRST_WAIT_SECONDS * 2 ** min(failures - _FREE_TRIES, 10), _LONGEST_WAIT_SECONDS))
