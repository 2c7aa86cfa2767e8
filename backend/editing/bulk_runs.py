"""Bulk edits of all transactions that a filter matches: in a thread, with progress, and nothing saved if cancelled."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from backend.editing import service as editing
from backend.infra.database import Database
from backend.infra.identity import keeping_identity
from backend.kit.errors import AppError
from backend.transactions import queries
from backend.transactions.filters import Filter

Json = dict[str, Any]
_CLOSE_SECONDS = 4
_MISTAKE = "Something went wrong inside Budget App. Nothing was changed. The log has the details."
_log = logging.getLogger(__name__)


class AlreadyEditing(AppError):
    code = "already_editing"
    status = 409
    title = "Still editing"

    def __init__(self) -> None:
        super().__init__("Another bulk edit is still running. Wait until it is done, or cancel it.")


class _Cancelled(Exception):
    """Raised inside the write session, so that it is rolled back."""


@dataclass(slots=True)
class BulkRun:
    """A bulk edit that runs, or the last one. `total` is None until the transactions were found."""

    phase: Literal["running", "done", "failed", "cancelled"] = "running"
    done: int = 0
    total: int | None = None
    change_id: int | None = None
    message: str | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def as_json(self) -> Json:
        """Return how far the run is."""
        names = ("phase", "done", "total", "change_id", "message")
        return {name: getattr(self, name) for name in names}


class BulkRunner:
    """Runs one bulk edit per user at a time, for one open data folder."""

    def __init__(self, budget: Database) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._version = 0
        self._runs: dict[int, BulkRun] = {}
        self._threads: dict[int, threading.Thread] = {}

    def start(self, user_id: int, filter: Filter, changes: Mapping[str, Any]) -> Json:
        """Begin to edit all that match. Raises AlreadyEditing."""
        with self._lock:
            if user_id in self._runs and self._runs[user_id].phase == "running":
                raise AlreadyEditing
            run = self._runs[user_id] = BulkRun()
            self._version += 1
        thread = threading.Thread(
            target=keeping_identity(self._work), args=(user_id, run, filter, changes), daemon=True
        )
        self._threads[user_id] = thread
        thread.start()
        return run.as_json()

    def runs(self, user_id: int) -> tuple[int, list[Json]]:
        """Return the newest run of a user (none before the first), and a number that grows with each change."""
        with self._lock:
            return self._version, [self._runs[user_id].as_json()] if user_id in self._runs else []

    def is_running(self, user_id: int) -> bool:
        """Say whether a bulk edit of this user runs."""
        return user_id in self._runs and self._runs[user_id].phase == "running"

    def cancel(self, user_id: int) -> bool:
        """Stop the run and save nothing of it. Return whether one was running."""
        if not self.is_running(user_id):
            return False
        self._runs[user_id].cancelled.set()
        return True

    def close(self) -> None:
        """Stop what runs."""
        for user_id in list(self._runs):
            self.cancel(user_id)
        for thread in self._threads.values():
            thread.join(timeout=_CLOSE_SECONDS)

    def _work(self, user_id: int, run: BulkRun, filter: Filter, changes: Mapping[str, Any]) -> None:
        def report(done: int) -> None:
            if run.cancelled.is_set():
                raise _Cancelled
            self._update(run, done=done)

        try:
            with self._budget.write() as db:
                ids = queries.ids(db, user_id, filter)
                self._update(run, total=len(ids))
                report(0)
                _, change_id = editing.edit_many(db, user_id, ids, changes, report=report)
        except _Cancelled:
            self._update(run, phase="cancelled")
        except AppError as error:
            self._update(run, phase="failed", message=error.message)
        except Exception:  # noqa: BLE001 - the top of a thread; nothing was saved, and the page shows it
            _log.exception("a bulk edit failed")
            self._update(run, phase="failed", message=_MISTAKE)
        else:
            self._update(run, phase="done", change_id=change_id)

    def _update(self, run: BulkRun, **values: Any) -> None:
        with self._lock:
            for name, value in values.items():
                setattr(run, name, value)
            self._version += 1
