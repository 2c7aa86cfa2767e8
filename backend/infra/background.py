"""Work that goes on in a thread beside the requests, one piece at a time, for one open data folder."""

import logging
import threading
from collections.abc import Callable

from backend.infra.identity import keeping_identity

_CLOSE_SECONDS = 4
_log = logging.getLogger(__name__)


class BackgroundTask:
    """A kind of work of which one runs at a time; subclasses call `run`, and store nothing once `closed` is set."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[], None]) -> None:
        """Begin `work` in a thread, unless some is going on or the data folder is closed."""
        with self._lock:
            if self.is_running() or self.closed.is_set():
                return
            self._thread = threading.Thread(target=keeping_identity(self._logged), args=(work,), daemon=True)
            self._thread.start()

    def is_running(self) -> bool:
        """Say whether work is going on."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self) -> None:
        """Wait some seconds until the work is done."""
        if self._thread is not None:
            self._thread.join(timeout=_CLOSE_SECONDS)

    def close(self) -> None:
        """Afterwards no work begins, and what is going on stores nothing any more."""
        self.closed.set()
        self.wait()

    def _logged(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - the top of a thread; the work stored nothing, so the next time tries again
            _log.exception("%s failed", type(self).__name__)
